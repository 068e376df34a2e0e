import { type Logger, withoutAddresses } from '../log.ts';
import { replyLine } from '../queue/row-transition.ts';
import type { HealthChange } from '../queue/server-event.ts';
import type { Settled, Settlement } from '../queue/settle.ts';

const sentences = {
  accepted: 'message accepted',
  deferred: 'message deferred',
  rejected: 'message rejected',
  unsent: 'message not sent, back in the queue',
  uncertain: 'message uncertain: the server did not say whether it took it',
} as const;

/**
 * One line for each outcome by ids alone: what was accepted at `debug`, the rest at `info`; but at `debug` too what a server's
 * fault sent back: there may be many, none of them is to blame, and `serverLog` has a line for the server.
 */
export function outcomeLog(log: Logger, settlements: readonly Settlement[], rows: Settled['rows']): void {
  const statuses = new Map(rows.map(({ id, status }) => [id, status]));
  for (const { rowId, campaignId, serverUuid, outcome } of settlements) {
    const fields = {
      rowId,
      campaignId,
      serverUuid,
      status: statuses.get(rowId) ?? 'lost',
      reply: withoutAddresses(replyLine(outcome)),
    };
    const fault = outcome.kind === 'unsent' && outcome.fault !== null;
    log[outcome.kind === 'accepted' || fault ? 'debug' : 'info'](fields, sentences[outcome.kind]);
  }
}

/** One line for each server that was parked, or is back. */
export function serverLog(log: Logger, changes: readonly HealthChange[]): void {
  for (const { serverUuid, to, until, reply } of changes) {
    const reason = withoutAddresses(reply ?? '');
    if (to === 'parked') log.warn({ serverUuid, asideUntil: until, reason }, 'SMTP server set aside');
    else if (to === 'slowed') log.info({ serverUuid, reason }, 'SMTP server is back, slowed');
    else log.info({ serverUuid }, 'SMTP server is back');
  }
}
