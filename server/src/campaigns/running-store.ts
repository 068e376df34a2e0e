import type { Pacing } from '../capacity/pacing.ts';
import type { WindowSpan } from '../capacity/send-window.ts';
import type { Sql } from '../db/connect.ts';

/** A running campaign with its pace. */
export interface RunningCampaign {
  id: number;
  status: 'running';
  messenger: string;
  sendAt: Date | null;
  sendWindows: WindowSpan[];
  pacing: Pacing;
  deadline: Date | null;
  /** When the last of its rows was queued; `null` while that has not happened. */
  queuedAt: Date | null;
  startedAt: Date | null;
  updatedAt: Date;
  /** Messages accepted in the last minute. */
  ratePerMinute: number;
}

/** An attempt is over within this many minutes of its start: the index on attempts knows their start. */
const longestAttemptMinutes = 30;

/** The running campaigns by id. @param campaignIds `null`: all of them. */
export function runningCampaigns(sql: Sql, campaignIds: readonly number[] | null, now: Date) {
  return sql<RunningCampaign[]>`
    select c.id, c.status, c.messenger, c.send_at, c.send_windows, c.pacing, c.deadline, c.queued_at, c.started_at, c.updated_at,
      coalesce(a.n, 0) as rate_per_minute
    from campaigns c
    left join (
      select campaign_id, count(*)::int as n
      from attempts
      where started_at > ${now}::timestamptz - make_interval(mins => ${longestAttemptMinutes})
        and finished_at > ${now}::timestamptz - interval '1 minute'
        and outcome = 'accepted'
        and queue_id is not null
      group by campaign_id
    ) a on a.campaign_id = c.id
    where c.status = 'running'
      ${campaignIds ? sql`and c.id = any(${[...campaignIds]}::int[])` : sql``}
    order by c.id
  `;
}
