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

/**
 * One line for each outcome by ids alone: what was accepted at `debug`, the rest at `info`. What a server's fault sent back
 * is one line for the server, and its messages at `debug`: there may be many, and none of them is to blame.
 */
export function outcomeLog(log: Logger, settlements: readonly Settlement[], rows: readonly SettledRow[]): void {
  const statuses = new Map(rows.map(({ id, status }) => [id, status]));
  const faults = new Map<string, { reason: string; count: number }>();
  for (const { rowId, campaignId, serverUuid, outcome } of settlements) {
    const fields = { rowId, campaignId, serverUuid, status: statuses.get(rowId) ?? 'lost', reply: replyLine(outcome) };
    const fault = outcome.kind === 'unsent' ? outcome.fault : null;
    log[outcome.kind === 'accepted' || fault ? 'debug' : 'info'](fields, sentences[outcome.kind]);
    if (fault) faults.set(serverUuid, { reason: fault.reason, count: (faults.get(serverUuid)?.count ?? 0) + 1 });
  }
  for (const [serverUuid, fault] of faults) {
    log.warn({ serverUuid, ...fault }, 'SMTP server at fault: set aside, its messages are back in the queue');
  }
}
