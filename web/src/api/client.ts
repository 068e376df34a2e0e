import createClient from 'openapi-fetch';
import { ApiError, noteExpiry } from './api-error.ts';
import type { components, paths } from './schema.d.ts';

/** A schema of the API by its name: `Schema<'QueueRow'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The API, typed by openapi.json. Every failure is thrown as an `ApiError`. */
export const api = createClient<paths>({
  baseUrl: '/',
  // The API takes repeated parameters: status=sent&status=failed.
  querySerializer: { array: { style: 'form', explode: true } },
});

api.use({
  async onResponse({ response }) {
    if (response.ok) return;
    const error = await ApiError.of(response);
    noteExpiry(error);
    throw error;
  },
  onError({ error }) {
    return error instanceof ApiError ? error : ApiError.unreachable();
  },
});

/** What an answer holds: `await dataOf(api.GET('/api/profile'))`. */
export async function dataOf<Data>(answer: Promise<{ data?: { data: Data } }>): Promise<Data> {
  const { data } = await answer;
  if (!data) throw ApiError.unreachable();
  return data.data;
}
