import type { Release } from '../capacity/pacing.ts';
import type { Sql } from '../db/connect.ts';

/** What each of these campaigns released last, by campaign id; one that never released anything is not among them. */
export async function latestReleases(sql: Sql, campaignIds: readonly number[]): Promise<Map<number, Release>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await sql<{ campaignId: number; releasedAt: Date; released: number }[]>`
    select campaign_id, released_at, released
    from campaign_releases
    where campaign_id = any(${[...campaignIds]}::int[])
  `;
  return new Map(
    rows.map(({ campaignId, releasedAt, released }) => [campaignId, releaseOf({ releasedAt, released })!]),
  );
}

/** As it is stored; `null` if there is none. */
export function releaseOf(stored: { releasedAt: Date | null; released: number | null }): Release | null {
  const { releasedAt, released } = stored;
  return releasedAt === null ? null : { at: releasedAt.getTime(), count: released! };
}

/** Notes what these campaigns have released, and forgets those that are over. By claims, under `lockLimits`. */
export async function saveReleases(sql: Sql, releases: ReadonlyMap<number, Release>): Promise<void> {
  const all = [...releases];
  await sql`
    with over as (
      delete from campaign_releases r
      where not exists (select from campaigns c where c.id = r.campaign_id and c.status in ('running', 'paused'))
    )
    insert into campaign_releases (campaign_id, released_at, released)
    select * from unnest(
      ${all.map(([campaignId]) => campaignId)}::int[],
      ${all.map(([, { at }]) => new Date(at).toISOString())}::text[]::timestamptz[],
      ${all.map(([, { count }]) => count)}::int[]
    )
    on conflict (campaign_id) do update set released_at = excluded.released_at, released = excluded.released
  `;
}
