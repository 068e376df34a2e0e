import type { Logger } from '../log.ts';
import { replyLine } from '../queue/row-transition.ts';
import type { Settlement } from '../queue/settle.ts';
import type { SettledRow } from '../queue/settle-store.ts';

const sentences = {
  accepted: 'message accepted',
  deferred: 'message deferred',
  rejected: 'message rejected',
  unsent: 'message not sent, back in the queue',
  uncertain: 'message uncertain: the server did not say whether it took it',
} as const;

/** One line for each outcome: what was accepted at `debug`, the rest at `info`, by ids alone. */
export function outcomeLog(log: Logger, settlements: readonly Settlement[], rows: readonly SettledRow[]): void {
  const statuses = new Map(rows.map(({ id, status }) => [id, status]));
  for (const { rowId, campaignId, serverUuid, outcome } of settlements) {
    const fields = { rowId, campaignId, serverUuid, status: statuses.get(rowId) ?? 'lost', reply: replyLine(outcome) };
    log[outcome.kind === 'accepted' ? 'debug' : 'info'](fields, sentences[outcome.kind]);
  }
}
