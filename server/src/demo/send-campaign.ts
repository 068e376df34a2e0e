import type { AskApi } from './api-client.ts';
import type { DemoServer } from './demo-servers.ts';

/** An SMTP server of ours on this machine, with what it may be sent. */
export type ListeningServer = DemoServer & { port: number };

/** Saves the servers with their limits, as an operator would under Settings. */
export async function configureServers(
  ask: AskApi,
  { servers, rootUrl, timeZone }: { servers: readonly ListeningServer[]; rootUrl: string; timeZone: string },
): Promise<void> {
  await ask('PUT', '/api/settings', {
    'app.root_url': rootUrl,
    'app.timezone': timeZone,
    smtp: servers.map(({ name, port, fromEmail, dailyLimit, slidingWindow }) => ({
      name,
      host: '127.0.0.1',
      port,
      from_email: fromEmail,
      daily_limit: dailyLimit ?? 0,
      sliding_window: slidingWindow !== null,
      sliding_window_rate: slidingWindow?.max ?? null,
      sliding_window_duration: slidingWindow && `${slidingWindow.periodMs}ms`,
    })),
  });
}

/** Makes a list of the subscribers in a CSV file. @returns The rows it rejected also as the CSV file to download. */
export async function importList(
  ask: AskApi,
  csv: string,
): Promise<{ listId: number; imported: number; rejected: number; rejects: string }> {
  const { id: listId } = await ask<{ id: number }>('POST', '/api/lists', { name: 'Readers', type: 'private' });
  const form = new FormData();
  form.set('params', JSON.stringify({ mode: 'subscribe', lists: [listId] }));
  form.set('file', new File([csv], 'subscribers.csv', { type: 'text/csv' }));
  const { id, imported, rejected } = await ask<{ id: number; imported: number; rejected: number }>(
    'POST',
    '/api/import/subscribers',
    form,
  );
  const rejects = await ask<string>('GET', `/api/import/subscribers/${id}/rejects`);
  return { listId, imported, rejected, rejects };
}

/** Creates a campaign to the list, starts it, and answers its id. */
export async function startCampaign(ask: AskApi, listId: number): Promise<number> {
  const { id } = await ask<{ id: number }>('POST', '/api/campaigns', {
    name: 'Hello from Sluice',
    subject: 'Hello {{ subscriber.first_name }}',
    from_email: 'The Sluice demo <demo@example.com>',
    lists: [listId],
    messenger: 'automatic',
    content_type: 'html',
    body: '<p>Dear {{ subscriber.name }}{% if subscriber.attribs.city %} in {{ subscriber.attribs.city }}{% endif %},</p><p>this was sent by Sluice.</p>',
    altbody: 'Dear {{ subscriber.name }},\n\nthis was sent by Sluice.\n\n{{ unsubscribe_url }}\n',
  });
  await ask('PUT', `/api/campaigns/${id}/status`, { status: 'running' });
  return id;
}
