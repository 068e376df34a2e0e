import { dayOf, startOfDay } from '../capacity/calendar-day.ts';
import type { Sql } from '../db/connect.ts';
import { closedBefore, longestAttemptMs } from './usage-store.ts';

/**
 * Counts from the attempts what servers accepted on the present calendar day of a zone, for when the zone has changed and
 * the day with it: what was sent since its midnight was counted on days of another zone. A higher count stays.
 */
export async function recountDay(sql: Sql, now: Date, timeZone: string): Promise<void> {
  const midnight = startOfDay(now.getTime(), timeZone);
  await sql`
    insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent)
    select smtp_server_uuid, ${dayOf(now.getTime(), timeZone)}, count(*)::int
    from attempts
    where outcome in ('accepted', 'uncertain')
      and finished_at >= ${new Date(midnight)}
      and started_at >= ${new Date(midnight - longestAttemptMs)}
      and ${closedBefore(sql)}
    group by smtp_server_uuid
    on conflict (smtp_server_uuid, usage_date) do update
    set emails_sent = greatest(smtp_daily_usage.emails_sent, excluded.emails_sent)
  `;
}
