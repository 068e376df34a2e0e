import type { Sql } from '../db/connect.ts';

/** How many emails became what. */
export interface Outcomes {
  /** Whatever their status. */
  total: number;
  sent: number;
  failed: number;
  /** Queued again after a server deferred them. */
  deferred: number;
  cancelled: number;
  uncertain: number;
}

export type TimeUnit = 'minute' | 'hour' | 'day';

const outcomes = (sql: Sql) => sql`
  count(*)::int as total,
  (count(*) filter (where q.status = 'sent'))::int as sent,
  (count(*) filter (where q.status = 'failed'))::int as failed,
  (count(*) filter (where q.status = 'queued' and q.retry_count > 0))::int as deferred,
  (count(*) filter (where q.status = 'cancelled'))::int as cancelled,
  (count(*) filter (where q.status = 'uncertain'))::int as uncertain
`;

/** By the server of the last attempt. */
export function countByServer(sql: Sql, campaignId: number) {
  return sql<(Outcomes & { uuid: string | null; name: string | null })[]>`
    select found.*, s.name
    from (
      select coalesce(q.assigned_smtp_server_uuid, q.deferred_by) as uuid, ${outcomes(sql)}
      from email_queue q
      where q.campaign_id = ${campaignId}
      group by 1
    ) as found
    left join smtp_servers s on s.uuid = found.uuid
    order by total desc, s.name
  `;
}

/** By what stands after the last @ of the subscriber's address; the one with most emails first. */
export function countByDomain(sql: Sql, campaignId: number) {
  return sql<(Outcomes & { domain: string | null })[]>`
    select substring(s.email from '[^@]*$') as domain, ${outcomes(sql)}
    from email_queue q
    left join subscribers s on s.id = q.subscriber_id
    where q.campaign_id = ${campaignId}
    group by 1
    order by total desc, domain
  `;
}

/** By the time at which they were accepted, or failed for good. */
export function countOverTime(sql: Sql, campaignId: number, { unit, timeZone }: { unit: TimeUnit; timeZone: string }) {
  return sql<{ at: Date; sent: number; failed: number }[]>`
    select
      date_trunc(${unit}, coalesce(q.sent_at, q.updated_at), ${timeZone}) as at,
      (count(*) filter (where q.status = 'sent'))::int as sent,
      (count(*) filter (where q.status = 'failed'))::int as failed
    from email_queue q
    where q.campaign_id = ${campaignId} and q.status in ('sent', 'failed')
    group by 1
    order by 1
  `;
}
