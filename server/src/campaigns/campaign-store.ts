import type { JSONValue } from 'postgres';
import type { Sql } from '../db/connect.ts';
import { likePart } from '../db/like-part.ts';
import type { Campaign, CampaignContent } from './campaign.ts';
import type { CampaignStatus } from './campaign-status.ts';

const columns = (sql: Sql) => sql`
  c.id, c.uuid, c.type, c.name, c.subject, c.from_email, c.content_type, c.body, c.body_source, c.altbody, c.headers,
  c.attribs, c.tags, c.template_id, c.messenger, c.priority, c.weight, c.status, c.send_at, c.send_windows, c.pacing, c.deadline,
  c.paused_by, c.paused_by_user, c.paused_reason, c.paused_at, c.use_queue, c.queued_at, c.started_at, c.finished_at, c.created_at, c.updated_at,
  (
    select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name) order by l.id), '[]')
    from campaign_lists cl
    join lists l on l.id = cl.list_id
    where cl.campaign_id = c.id
  ) as lists,
  (select count(*)::int from bounces b where b.campaign_id = c.id) as bounces
`;

export async function findCampaign(sql: Sql, campaignId: number): Promise<Campaign | undefined> {
  const rows = await sql<Campaign[]>`
    select ${columns(sql)}
    from campaigns c
    where c.id = ${campaignId}
  `;
  return rows[0];
}

/** Like `findCampaign`, and nobody else changes the campaign until the transaction ends. */
export async function lockCampaign(sql: Sql, campaignId: number): Promise<Campaign | undefined> {
  const rows = await sql<Campaign[]>`
    select ${columns(sql)}
    from campaigns c
    where c.id = ${campaignId}
    for update of c
  `;
  return rows[0];
}

export interface CampaignFilter {
  /** Part of the name or the subject, whatever its case. */
  query?: string;
  /** Any of these. */
  statuses?: readonly CampaignStatus[];
  /** All of these. */
  tags?: readonly string[];
}

interface CampaignOrder {
  by: 'name' | 'status' | 'created_at' | 'updated_at';
  direction: 'asc' | 'desc';
}

const matching = (sql: Sql, { query, statuses, tags }: CampaignFilter) => sql`
  where true
    ${query ? sql`and (c.name ilike ${likePart(query)} or c.subject ilike ${likePart(query)})` : sql``}
    ${statuses?.length ? sql`and c.status = any(${[...statuses]}::text[])` : sql``}
    ${tags?.length ? sql`and c.tags @> ${[...tags]}::text[]` : sql``}
`;

export interface CampaignPage {
  order: CampaignOrder;
  /** `null`: all of them. */
  limit: number | null;
  offset: number;
}

/** One page of them, in that order. */
export function listCampaigns(sql: Sql, filter: CampaignFilter, page: CampaignPage) {
  const direction = page.order.direction === 'desc' ? sql`desc` : sql`asc`;
  return sql<Campaign[]>`
    select ${columns(sql)}
    from campaigns c
    ${matching(sql, filter)}
    order by c.${sql(page.order.by)} ${direction}, c.id ${direction}
    limit ${page.limit}
    offset ${page.offset}
  `;
}

export async function countCampaigns(sql: Sql, filter: CampaignFilter): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n
    from campaigns c
    ${matching(sql, filter)}
  `;
  return row!.n;
}

/** Stores a new draft and returns its id. */
export async function insertCampaign(sql: Sql, content: CampaignContent, now: Date): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into campaigns ${sql({ ...columnsOf(sql, content), createdAt: now, updatedAt: now })}
    returning id
  `;
  await replaceLists(sql, { campaignId: row!.id, listIds: content.listIds });
  return row!.id;
}

/** Replaces all that a person wrote of a campaign, its lists among it. */
export async function updateContent(
  sql: Sql,
  { campaignId, content, now }: { campaignId: number; content: CampaignContent; now: Date },
): Promise<void> {
  await sql`
    update campaigns
    set ${sql({ ...columnsOf(sql, content), updatedAt: now })}
    where id = ${campaignId}
  `;
  await replaceLists(sql, { campaignId, listIds: content.listIds });
}

function columnsOf(sql: Sql, { listIds: _, headers, attribs, sendWindows, ...content }: CampaignContent) {
  return {
    ...content,
    headers: sql.json(headers),
    attribs: sql.json(attribs as JSONValue),
    sendWindows: sql.json(sendWindows as unknown as JSONValue),
  };
}

/** Only them: what the campaign's messages are made of stays as it was, and `updated_at` with it. */
export async function updateSendWindows(
  sql: Sql,
  { campaignId, sendWindows }: { campaignId: number } & Pick<CampaignContent, 'sendWindows'>,
): Promise<void> {
  await sql`
    update campaigns
    set send_windows = ${sql.json(sendWindows as unknown as JSONValue)}
    where id = ${campaignId}
  `;
}

async function replaceLists(sql: Sql, { campaignId, listIds }: { campaignId: number; listIds: readonly number[] }) {
  await sql`
    delete from campaign_lists
    where campaign_id = ${campaignId} and list_id <> all(${[...listIds]}::int[])
  `;
  await sql`
    insert into campaign_lists (campaign_id, list_id)
    select ${campaignId}, unnest(${[...listIds]}::int[])
    on conflict do nothing
  `;
}

/** Changes what it is given of the queue, and how fast it goes; its content, and so the time of its last change, stay. */
export async function updateStanding(
  sql: Sql,
  campaignId: number,
  { priority, weight, pacing, deadline }: Pick<CampaignContent, 'priority' | 'weight' | 'pacing' | 'deadline'>,
): Promise<void> {
  await sql`
    update campaigns
    set priority = ${priority}, weight = ${weight}, pacing = ${pacing}, deadline = ${deadline}
    where id = ${campaignId}
  `;
}

/** What changes with a campaign's status; a field that is not given keeps its value. */
export interface StatusChange {
  status: CampaignStatus;
  pausedBy: 'user' | 'errors' | null;
  pausedByUser: string | null;
  pausedReason: string | null;
  pausedAt: Date | null;
  finishedAt: Date | null;
  startedAt: Date | null;
  useQueue: boolean;
  updatedAt: Date;
}

export async function updateStatus(sql: Sql, campaignId: number, change: StatusChange): Promise<void> {
  await sql`
    update campaigns
    set ${sql({ ...change })}
    where id = ${campaignId}
  `;
}

/** Its queue rows go with it, locked by ascending id as everything that changes many of them at once. */
export async function deleteCampaign(sql: Sql, campaignId: number): Promise<void> {
  await sql`
    with locked as materialized (
      select id from email_queue where campaign_id = ${campaignId} order by id for update
    )
    delete from email_queue q
    using locked
    where q.id = locked.id
  `;
  await sql`delete from campaigns where id = ${campaignId}`;
}

/** Scheduled campaigns whose time has come, the earliest first. */
export async function dueCampaignIds(sql: Sql, now: Date): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id
    from campaigns
    where status = 'scheduled' and send_at <= ${now}
    order by send_at, id
  `;
  return rows.map(({ id }) => id);
}

/** When the next scheduled campaign is to start, which may be past; `null` if none is scheduled. */
export async function nextScheduledAt(sql: Sql): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`
    select min(send_at) as at
    from campaigns
    where status = 'scheduled'
  `;
  return row!.at;
}

/** Wakes the queue processor when the transaction commits: it reads again what there is to do, and when. */
export async function wakeQueue(sql: Sql): Promise<void> {
  await sql`select pg_notify('queue', '')`;
}

/** What a campaign refers to, as far as it exists. */
export interface References {
  /** In the order of their ids. */
  lists: { id: number; uuid: string; name: string }[];
  /** Whether there is an SMTP server of the messenger's name. */
  hasServer: boolean;
  /** The named template, or the default one if none is named. */
  template: { type: string; body: string } | null;
}

/** Lists, server and template that a campaign names; for no template, the default one. */
export async function findReferences(
  sql: Sql,
  { listIds, messenger, templateId }: Pick<CampaignContent, 'listIds' | 'messenger' | 'templateId'>,
): Promise<References> {
  const [row] = await sql<References[]>`
    select
      (
        select coalesce(jsonb_agg(jsonb_build_object('id', id, 'uuid', uuid, 'name', name) order by id), '[]')
        from lists
        where id = any(${[...listIds]}::int[])
      ) as lists,
      exists (select from smtp_servers where name = ${messenger}) as has_server,
      (
        select jsonb_build_object('type', type, 'body', body)
        from templates
        where case when ${templateId}::int is null then type = 'campaign' and is_default else id = ${templateId} end
      ) as template
  `;
  return row!;
}

/** Those of these running campaigns that are enqueued to the end and of which no row is left to send or to decide. */
export async function doneCampaignIds(sql: Sql, campaignIds: readonly number[]): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select c.id
    from campaigns c
    where c.id = any(${[...campaignIds]}::int[])
      and c.status = 'running'
      and c.queued_at is not null
      and not exists (select from email_queue q where q.campaign_id = c.id and q.status = 'queued')
      and not exists (select from email_queue q where q.campaign_id = c.id and q.status in ('sending', 'uncertain'))
  `;
  return rows.map(({ id }) => id);
}

/** How many rows of a campaign have failed since it was last started or changed, and what was said to the last of them. */
export async function failuresOf(sql: Sql, campaignId: number): Promise<{ count: number; lastError: string | null }> {
  const [row] = await sql<{ count: number; lastError: string | null }[]>`
    select count(*)::int as count, (array_agg(q.last_error order by q.updated_at desc, q.id desc))[1] as last_error
    from campaigns c
    join email_queue q on q.campaign_id = c.id and q.status = 'failed' and q.updated_at >= c.updated_at
    where c.id = ${campaignId}
  `;
  return row!;
}

/** Those of these running campaigns of which `maxErrors` rows or more have failed since they were last changed. */
export async function failingCampaignIds(
  sql: Sql,
  { campaignIds, maxErrors }: { campaignIds: readonly number[]; maxErrors: number },
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select c.id
    from campaigns c
    where c.id = any(${[...campaignIds]}::int[])
      and c.status = 'running'
      and (
        select count(*)
        from (
          select
          from email_queue q
          where q.campaign_id = c.id and q.status = 'failed' and q.updated_at >= c.updated_at
          order by q.updated_at
          limit ${maxErrors}
        ) as failures
      ) = ${maxErrors}
  `;
  return rows.map(({ id }) => id);
}
