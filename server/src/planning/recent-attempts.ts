import type { RecentAttempts } from './planning-store.ts';

/** Fewer attempts than this say nothing. */
const enough = 20;

/** The share of attempts that were deferred: of the campaign's own if there are enough, else of all; 0 if nothing is known. */
export function deferredShareOf(recent: readonly RecentAttempts[], campaignId: number): number {
  const own = recent.filter((one) => one.campaignId === campaignId);
  for (const attempts of [own, recent]) {
    const answered = attempts.reduce((sum, one) => sum + one.answered, 0);
    if (answered >= enough) return attempts.reduce((sum, one) => sum + one.deferred, 0) / answered;
  }
  return 0;
}

/** How long an accepted attempt took on average, by server; only for servers of which enough is known. */
export function attemptMsOf(recent: readonly RecentAttempts[]): Map<string, number> {
  const known = new Map<string, number>();
  for (const [uuid, attempts] of Map.groupBy(recent, ({ serverUuid }) => serverUuid)) {
    const accepted = attempts.reduce((sum, one) => sum + one.accepted, 0);
    const ms = attempts.reduce((sum, one) => sum + one.acceptedMs, 0);
    if (accepted >= enough && ms > 0) known.set(uuid, ms / accepted);
  }
  return known;
}
