import type { Sql } from '../db/connect.ts';

export interface ListCounts {
  total: number;
  private: number;
  public: number;
  optinSingle: number;
  optinDouble: number;
}

export async function countLists(sql: Sql): Promise<ListCounts> {
  const [counts] = await sql<ListCounts[]>`
    select
      count(*)::int as total,
      (count(*) filter (where type = 'private'))::int as private,
      (count(*) filter (where type = 'public'))::int as public,
      (count(*) filter (where optin = 'single'))::int as optin_single,
      (count(*) filter (where optin = 'double'))::int as optin_double
    from lists
  `;
  return counts!;
}

/** Campaigns by status; a status that none has is absent. */
export async function countCampaigns(sql: Sql): Promise<Record<string, number>> {
  const rows = await sql<{ status: string; n: number }[]>`
    select status, count(*)::int as n from campaigns group by status order by status
  `;
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

/** What all servers together accepted on each of these days, the first and the last included; also when it was nothing. */
export function sentByDay(sql: Sql, { first, last }: { first: string; last: string }) {
  return sql<{ date: string; count: number }[]>`
    select day::date::text as date, coalesce(sum(emails_sent), 0)::int as count
    from generate_series(${first}::date, ${last}::date, interval '1 day') as day
    left join smtp_daily_usage on usage_date = day::date
    group by day
    order by day
  `;
}
