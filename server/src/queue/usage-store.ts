import type { SlidingLimit } from '../capacity/limit.ts';
import { holdMsOf, type SlidingWindow, sliceMsOf } from '../capacity/sliding-window.ts';
import { timestamps } from '../db/array-parameters.ts';
import type { Fragment, Sql } from '../db/connect.ts';
import type { ServerState, Usage } from './usage.ts';

interface WindowRow {
  smtpServerUuid: string;
  periodMs: string;
  head: string;
  slices: number[];
}

/** What is used of every limit. @param day The present calendar day, `YYYY-MM-DD`. */
export async function loadUsage(sql: Sql, day: string): Promise<Omit<Usage, 'lagMs'>> {
  const [permits, days, windows, states] = await Promise.all([
    sql<{ uuid: string; n: number }[]>`
      select smtp_server_uuid as uuid, sum(in_flight)::int as n from permits group by smtp_server_uuid
    `,
    sql<{ uuid: string; n: number }[]>`
      select smtp_server_uuid as uuid, emails_sent as n from smtp_daily_usage where usage_date = ${day}
    `,
    loadWindows(sql),
    loadServerStates(sql),
  ]);
  return {
    inFlight: new Map(permits.map(({ uuid, n }) => [uuid, n])),
    sentToday: new Map(days.map(({ uuid, n }) => [uuid, n])),
    windows,
    servers: states,
  };
}

export async function loadServerStates(sql: Sql): Promise<Map<string, ServerState>> {
  const rows = await sql<(ServerState & { uuid: string })[]>`
    select smtp_server_uuid as uuid, last_used_at, failures, aside_until, reason, fault_campaign_id, slowed_interval_ms,
      slowed_at, health_changed_at
    from smtp_server_state
  `;
  return new Map(rows.map(({ uuid, ...state }) => [uuid, state]));
}

async function loadWindows(sql: Sql): Promise<Map<string, SlidingWindow>> {
  const rows = await sql<WindowRow[]>`select smtp_server_uuid, period_ms, head, slices from newest_windows()`;
  return new Map(
    rows.map(({ smtpServerUuid, periodMs, head, slices }) => [
      smtpServerUuid,
      { periodMs: Number(periodMs), head: Number(head), slices },
    ]),
  );
}

/** What one window looks like to an operator: `used` messages since `since`. */
export interface WindowToSave {
  key: string;
  window: SlidingWindow;
  used: number;
  since: Date | null;
}

/** Writes windows in place of those of the same keys: as new rows, see the migration 0012_windows. */
export async function saveWindows(sql: Sql, windows: readonly WindowToSave[]): Promise<void> {
  if (windows.length === 0) return;
  await sql`
    with saved as (
      select *
      from unnest(
        ${windows.map(({ key }) => key)}::text[],
        ${timestamps(windows.map(({ since }) => since))}::text[]::timestamptz[],
        ${windows.map(({ used }) => used)}::int[],
        ${windows.map(({ window }) => window.periodMs)}::bigint[],
        ${windows.map(({ window }) => window.head)}::bigint[],
        ${windows.map(({ window }) => `{${window.slices.join(',')}}`)}::text[]
      ) as saved (key, since, used, period_ms, head, slices)
    ), replaced as (
      delete from smtp_rate_limit_state
      where id = any(array(
        select old.id
        from saved
        cross join lateral (
          select id from smtp_rate_limit_state where smtp_server_uuid = saved.key order by id desc limit 1
        ) as old
      ))
    )
    insert into smtp_rate_limit_state (smtp_server_uuid, window_start, emails_in_window, period_ms, head, slices)
    select key, since, used, period_ms, head, slices::int[]
    from saved
  `;
}

/** Forgets the windows of limits that no longer exist. */
export async function deleteWindowsExcept(sql: Sql, keys: readonly string[]): Promise<void> {
  await sql`delete from smtp_rate_limit_state where smtp_server_uuid <> all(${[...keys]}::text[])`;
}

/**
 * What the attempts say that windows would have counted: for limits that are new, or whose period has changed.
 *
 * @param serverUuids Whose attempts; with `null` among them, those of all servers.
 * @returns Counts by server and by the instant, in the windows' time, at which their slice begins, oldest first.
 */
export function countAttempts(
  sql: Sql,
  {
    serverUuids,
    periodMs,
    counts,
    now,
    lagMs,
  }: Pick<SlidingLimit, 'periodMs' | 'counts'> & {
    serverUuids: readonly (string | null)[];
    now: Date;
    lagMs: number;
  },
): Promise<{ serverUuid: string; at: number; count: number }[]> {
  const sliceMs = sliceMsOf(periodMs);
  const since = new Date(now.getTime() - lagMs - holdMsOf(periodMs) - sliceMs);
  const startedSince = new Date(since.getTime() + Math.min(0, lagMs) - longestAttemptMs); // by the clock, put back or not
  const uuids = serverUuids.includes(null) ? null : [...serverUuids];
  return sql<{ serverUuid: string; at: number; count: number }[]>`
    select
      smtp_server_uuid as server_uuid,
      (floor(extract(epoch from coalesce(counted_at, finished_at)) * 1000 / ${sliceMs}) * ${sliceMs})::float8 as at,
      count(*)::int as count
    from attempts
    where ${counts === 'seen' ? sql`seen` : sql`outcome in ('accepted', 'uncertain')`}
      and coalesce(counted_at, finished_at) >= ${since}
      and started_at >= ${startedSince}
      and ${closedBefore(sql)}
      and (${uuids}::text[] is null or smtp_server_uuid = any(${uuids}::text[]))
    group by 1, 2
    order by at
  `;
}

/** What this transaction closes itself it is still to count: a settlement writes that before it takes the limits' lock. */
export function closedBefore(sql: Sql): Fragment {
  return sql`attempts.xmin is distinct from pg_current_xact_id_if_assigned()::xid`;
}

/** No attempt takes as long: timeouts end it, and a dead worker's is settled when its lease runs out. */
export const longestAttemptMs = 3_600_000;

/** Adds to what servers accepted on a calendar day. */
export async function addDailyUsage(sql: Sql, day: string, counts: ReadonlyMap<string, number>): Promise<void> {
  if (counts.size === 0) return;
  await sql`
    insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent)
    select uuid, ${day}, n
    from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) as used (uuid, n)
    on conflict (smtp_server_uuid, usage_date) do update
    set emails_sent = smtp_daily_usage.emails_sent + excluded.emails_sent
  `;
}

/** Reserves permits for a worker. Fails if the worker's lease has been taken away. */
export async function reservePermits(sql: Sql, workerId: string, counts: ReadonlyMap<string, number>): Promise<void> {
  await sql`
    insert into permits (worker_id, smtp_server_uuid, in_flight)
    select ${workerId}, uuid, n
    from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) as reserved (uuid, n)
    on conflict (worker_id, smtp_server_uuid) do update
    set in_flight = permits.in_flight + excluded.in_flight
  `;
}

/** Gives reserved permits back; what a swept worker had is gone already. */
export async function returnPermits(sql: Sql, workerId: string, counts: ReadonlyMap<string, number>): Promise<void> {
  await sql`
    update permits
    set in_flight = in_flight - n
    from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) as returned (uuid, n)
    where worker_id = ${workerId} and smtp_server_uuid = uuid
  `;
}

export async function saveServerStates(sql: Sql, states: ReadonlyMap<string, ServerState>): Promise<void> {
  if (states.size === 0) return;
  const values = [...states.values()];
  await sql`
    insert into smtp_server_state (
      smtp_server_uuid, last_used_at, failures, aside_until, reason, fault_campaign_id, slowed_interval_ms, slowed_at,
      health_changed_at
    )
    select *
    from unnest(
      ${[...states.keys()]}::text[],
      ${timestamps(values.map(({ lastUsedAt }) => lastUsedAt))}::text[]::timestamptz[],
      ${values.map(({ failures }) => failures)}::int[],
      ${timestamps(values.map(({ asideUntil }) => asideUntil))}::text[]::timestamptz[],
      ${values.map(({ reason }) => reason)}::text[],
      ${values.map(({ faultCampaignId }) => faultCampaignId)}::int[],
      ${values.map(({ slowedIntervalMs }) => slowedIntervalMs)}::int[],
      ${timestamps(values.map(({ slowedAt }) => slowedAt))}::text[]::timestamptz[],
      ${timestamps(values.map(({ healthChangedAt }) => healthChangedAt))}::text[]::timestamptz[]
    )
    on conflict (smtp_server_uuid) do update
    set last_used_at = excluded.last_used_at,
        failures = excluded.failures,
        aside_until = excluded.aside_until,
        reason = excluded.reason,
        fault_campaign_id = excluded.fault_campaign_id,
        slowed_interval_ms = excluded.slowed_interval_ms,
        slowed_at = excluded.slowed_at,
        health_changed_at = excluded.health_changed_at
  `;
}
