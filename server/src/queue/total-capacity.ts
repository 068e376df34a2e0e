import { type AccountMeter, accountInFlight } from '../capacity/capacity.ts';
import { remaining, used } from '../capacity/meter.ts';
import type { PresentCapacity } from './present-capacity.ts';
import { serverReports } from './server-report.ts';

/** What all enabled servers together may send in a day, in the guide's words. */
export interface TotalCapacity {
  /** 0 is no limit: a server has none, and the account has none either. */
  dailyLimit: number;
  /** Accepted by the enabled servers in their day, and in flight. */
  dailyUsed: number;
  /** 0 or more; `null` without a limit. */
  dailyRemaining: number | null;
  /** Enabled servers. */
  servers: number;
  /** The limits of all servers together. */
  account: { name: AccountMeter['name']; max: number; used: number; remaining: number }[];
}

/** Sums what the enabled servers have used and left of the day; a daily limit of the account may leave less. */
export function totalCapacity(present: PresentCapacity): TotalCapacity {
  const now = present.now.getTime();
  const reports = serverReports(present).filter(({ server }) => server.enabled);
  const inFlight = accountInFlight(present.capacity);
  const account = present.capacity.account.map(({ name, meter }) => ({
    ...{ name, max: meter.limit.max, used: used(meter, now) + inFlight, remaining: remaining(meter, inFlight, now) },
  }));
  const ofDay = account.find(({ name }) => name === 'account day');
  const isLimited = reports.every(({ dailyRemaining }) => dailyRemaining !== null);
  const limit = isLimited ? sum(reports.map(({ server }) => server.dailyLimit)) : Infinity;
  const left = isLimited ? sum(reports.map(({ dailyRemaining }) => dailyRemaining!)) : Infinity;
  const mostLeft = Math.min(left, ofDay?.remaining ?? Infinity);
  const most = Math.min(limit, ofDay?.max ?? Infinity);
  return {
    dailyLimit: most === Infinity ? 0 : most,
    dailyUsed: sum(reports.map(({ dailyUsed }) => dailyUsed)),
    dailyRemaining: mostLeft === Infinity ? null : mostLeft,
    servers: reports.length,
    account,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
