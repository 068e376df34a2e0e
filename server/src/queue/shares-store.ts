import type { Share } from '../capacity/fair-shares.ts';
import type { Sql } from '../db/connect.ts';

/** How far the running campaigns that share have got. Read and written by claims, under `lockLimits`. */
export async function loadShares(sql: Sql): Promise<Share[]> {
  const rows = await sql<{ campaignId: number; rank: number; smtpServerUuid: string | null; pass: number }[]>`
    select s.campaign_id, s.rank, s.smtp_server_uuid, s.pass
    from campaign_shares s
    join campaigns c on c.id = s.campaign_id and c.status = 'running'
    order by s.campaign_id
  `;
  return rows.map(({ campaignId, rank, smtpServerUuid: serverUuid, pass }) => ({
    campaignId,
    lane: { rank, serverUuid },
    pass,
  }));
}

/** Keeps these shares, and no others. */
export async function saveShares(sql: Sql, shares: readonly Share[]): Promise<void> {
  await sql`
    with gone as (
      delete from campaign_shares where campaign_id <> all(${shares.map(({ campaignId }) => campaignId)}::int[])
    )
    insert into campaign_shares (campaign_id, rank, smtp_server_uuid, pass)
    select * from unnest(
      ${shares.map(({ campaignId }) => campaignId)}::int[],
      ${shares.map(({ lane }) => lane.rank)}::int[],
      ${shares.map(({ lane }) => lane.serverUuid)}::text[],
      ${shares.map(({ pass }) => pass)}::float8[]
    )
    on conflict (campaign_id) do update
    set rank = excluded.rank, smtp_server_uuid = excluded.smtp_server_uuid, pass = excluded.pass
  `;
}
