/** Asks the API of a running Sluice; answers what is in `data`, or the text of a file. @throws {Error} with its message, if it refuses. */
export type AskApi = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

/** Speaks to the public API as any client does. @param body A form, or else JSON. */
export function apiClient(url: string, { username, password }: { username: string; password: string }): AskApi {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const isForm = body instanceof FormData;
    const response = await fetch(new URL(path, url), {
      method,
      headers: { authorization, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    if (response.headers.get('content-type')?.startsWith('text/csv')) return (await response.text()) as Answer;
    const answer = (await response.json()) as { data: Answer; message?: string };
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${answer.message}`);
    return answer.data;
  };
}
