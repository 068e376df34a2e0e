import { dayOf } from '../capacity/calendar-day.ts';
import type { Deps } from '../deps.ts';
import { totals } from '../queue/queue-counts.ts';
import { liveConfiguration } from '../settings/configuration.ts';
import { countSubscribers, type SubscriberCounts } from '../subscribers/subscriber-counts.ts';
import { countCampaigns, countLists, type ListCounts, sentByDay } from './dashboard-store.ts';

const chartDays = 30;

export interface DashboardCounts {
  subscribers: SubscriberCounts;
  lists: ListCounts;
  campaignsByStatus: Record<string, number>;
  /** Emails that servers accepted. */
  messages: number;
}

/** How much there is of everything. Counts neither subscribers nor emails: both have counters. */
export async function dashboardCounts({ sql }: Pick<Deps, 'sql'>): Promise<DashboardCounts> {
  const [subscribers, lists, campaignsByStatus, queue] = await Promise.all([
    countSubscribers(sql),
    countLists(sql),
    countCampaigns(sql),
    totals(sql),
  ]);
  return { subscribers, lists, campaignsByStatus, messages: queue.sent };
}

/** What was accepted on each of the last 30 calendar days of the configured time zone, today last. */
export async function lastDays(
  deps: Pick<Deps, 'sql' | 'clock' | 'secrets'>,
): Promise<{ date: string; count: number }[]> {
  const { settings } = await liveConfiguration(deps.secrets).current(deps.sql);
  const last = dayOf(deps.clock.now().getTime(), settings.timezone);
  const first = Temporal.PlainDate.from(last)
    .subtract({ days: chartDays - 1 })
    .toString();
  return sentByDay(deps.sql, { first, last });
}
