import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import { api, dataOf, type Schema } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import type { SettingsAnswer } from '../../shared/settings-query.ts';

export type SmtpServer = SettingsAnswer['smtp'][number];
export type ServerCapacity = Schema<'ServerCapacity'>;

/** What every server has sent and may send. */
export const capacitiesQuery = queryOptions({
  queryKey: ['servers', 'capacities'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/queue/servers', { signal })),
});

type ServersChange = paths['/api/settings/smtp']['patch']['requestBody']['content']['application/json'];

/** Changes some servers, all or nothing. An error names its field as a form does: that of which server it is, is left out. */
export async function changeServers(change: ServersChange): Promise<void> {
  try {
    await api.PATCH('/api/settings/smtp', { body: change });
  } catch (error) {
    throw error instanceof ApiError ? ofOneServer(error) : error;
  }
}

function ofOneServer({ message, status, code, field }: ApiError): ApiError {
  const bare = (text: string) => text.replace(/^save\[\d+\]\./, '');
  return new ApiError({ message: bare(message), status, code, field: field === null ? null : bare(field) });
}
