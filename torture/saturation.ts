import type { Plan, PlannedServer, WindowLimit } from './plan.ts';
import { addressOf } from './recipients.ts';
import type { RoundRecord } from './round-record.ts';

/** How much of what a limit allowed was used while the queue was full. */
export interface Utilisation {
  name: string;
  /** The time in which an exact sliding log would have let as many messages through, by the time it took. */
  used: number;
}

/** Design: a saturated queue uses at least 99 % of what the limits allow. */
export const leastUtilisation = 0.99;

/** Long enough that a reply's way to the database is little beside them: a permit is held until the outcome is written. */
const windows: WindowLimit[] = [
  { max: 60, periodMs: 20_000 },
  { max: 5, periodMs: 30_000 },
  { max: 200, periodMs: 30_000 },
];

/** A round without faults in which there is more mail than the limits let through. It is number 0. */
export function saturationPlan(seconds: number): Plan {
  const most = windows.reduce((sum, { max, periodMs }) => sum + max * (Math.ceil((seconds * 1000) / periodMs) + 1), 0);
  return {
    round: 0,
    servers: windows.map(saturatedServer),
    people: Array.from({ length: most }, (_, i) => ({
      ...{ address: addressOf('reader', { round: 0, number: i + 1 }), kind: 'reader', lists: ['a'] },
    })),
    campaigns: [{ lists: ['a'], server: null }],
    events: [{ kind: 'cancel campaign', atMs: seconds * 1000, campaign: 0 }],
    endsWithMinute: false,
  };
}

function saturatedServer(window: WindowLimit, i: number): PlannedServer {
  return {
    ...{ name: `email-full-${i + 1}`, temperament: 'sound', window, dailyLimit: 0, maxConns: 5 },
    ...{ latencyMs: 5, every: 1 },
  };
}

/**
 * The utilisation of each server that has filled its window more than once. Message k · max after the first is the earliest that
 * tells of k periods: an exact log lets it go k periods after the first.
 */
export function utilisationIn({ plan, receipts }: RoundRecord): Utilisation[] {
  return plan.servers.flatMap(({ name, window }) => {
    const times = receipts.filter(({ server }) => server === name).map(({ at }) => at);
    const sorted = times.sort((a, b) => a - b);
    const periods = Math.floor((sorted.length - 1) / window!.max);
    if (periods < 1) return [];
    const tookMs = sorted[periods * window!.max]! - sorted[0]!;
    return [{ name: `${window!.max} in ${window!.periodMs} ms`, used: (periods * window!.periodMs) / tookMs }];
  });
}
