import { csvLine } from '../csv/write-csv.ts';
import type { Sql } from '../db/connect.ts';
import { findQueueRowsAfter, type QueueRowFilter } from './queue-row-store.ts';

const pageSize = 2_000;

/**
 * What became of each email, as CSV, a page of lines at a time, the oldest first.
 *
 * @param serverNames By uuid; a server that is gone is told by its uuid.
 */
export async function* exportOutcomes(
  sql: Sql,
  filter: QueueRowFilter,
  serverNames: ReadonlyMap<string, string>,
): AsyncGenerator<string> {
  yield csvLine(['email', 'name', 'status', 'smtp_server', 'attempts', 'reply', 'sent_at', 'updated_at']);
  let after = '0';
  while (true) {
    const rows = await findQueueRowsAfter(sql, filter, { after, limit: pageSize });
    if (rows.length === 0) return;
    after = rows.at(-1)!.id;
    yield rows
      .map((row) => {
        const server = row.assignedSmtpServerUuid;
        return csvLine([
          row.subscriberEmail ?? '',
          row.subscriberName ?? '',
          row.status,
          server === null ? '' : (serverNames.get(server) ?? server),
          String(row.retryCount),
          row.lastError ?? '',
          row.sentAt?.toISOString() ?? '',
          row.updatedAt.toISOString(),
        ]);
      })
      .join('');
  }
}
