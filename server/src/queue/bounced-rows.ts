import type { Outcome } from '../smtp/outcome.ts';
import type { BouncedRow } from './bounced-rows-store.ts';
import { replyLine } from './row-transition.ts';
import type { SettledRow } from './settle-store.ts';

interface Ended {
  rowId: string;
  /** `null` if no attempt was begun. */
  attemptId: string | null;
  serverUuid: string;
  outcome: Outcome;
}

/** Those of which the recipient's address is to blame, and whose row has failed thereby. */
export function bouncedOf(ended: readonly Ended[], finished: readonly SettledRow[]): BouncedRow[] {
  const failed = new Set(finished.filter(({ status }) => status === 'failed').map(({ id }) => id));
  return ended.flatMap(({ rowId, attemptId, serverUuid, outcome }) => {
    const type = 'bounce' in outcome ? outcome.bounce : undefined;
    if (!type || attemptId === null || !failed.has(rowId)) return [];
    return [{ rowId, attemptId, serverUuid, type, reply: replyLine(outcome) }];
  });
}
