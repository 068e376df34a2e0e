import type { Sql } from '../server/src/db/connect.ts';

/**
 * Rows for tests: each takes what the test is about and fills in the rest. Unlike the stores they check nothing, so a
 * test can have a state that no use case would make.
 */

let made = 0;
/** Distinct within this process, so that unique columns never collide. */
const next = () => ++made;

export interface SubscriberRow {
  id: number;
  uuid: string;
  email: string;
  name: string;
  attribs: Record<string, unknown>;
  status: 'enabled' | 'disabled' | 'blocklisted';
}

/** A subscriber, on `lists` (ids) with `subscriptionStatus` (default `confirmed`). */
export async function makeSubscriber(
  sql: Sql,
  overrides: Partial<Omit<SubscriberRow, 'id'>> & { lists?: number[]; subscriptionStatus?: string } = {},
): Promise<SubscriberRow> {
  const n = next();
  const { lists = [], subscriptionStatus = 'confirmed' } = overrides;
  const row = {
    uuid: crypto.randomUUID(),
    email: `person${n}@example.com`,
    name: `Person ${n}`,
    status: 'enabled',
    ...overrides,
  };
  const [subscriber] = await sql<SubscriberRow[]>`
    insert into subscribers (uuid, email, name, attribs, status)
    values (${row.uuid}, ${row.email}, ${row.name}, ${JSON.stringify(overrides.attribs ?? {})}::text::jsonb, ${row.status})
    returning id, uuid, email, name, attribs, status
  `;
  await sql`
    insert into subscriptions (list_id, subscriber_id, status)
    select list_id, ${subscriber!.id}, ${subscriptionStatus} from unnest(${lists}::int[]) as list_id
  `;
  return subscriber!;
}

export interface ListRow {
  id: number;
  uuid: string;
  name: string;
  type: string;
  optin: 'single' | 'double';
}

/** A private single opt-in list. */
export async function makeList(
  sql: Sql,
  overrides: Partial<Omit<ListRow, 'id' | 'uuid'>> & { tags?: string[]; status?: string } = {},
): Promise<ListRow> {
  const row = { name: `List ${next()}`, type: 'private', optin: 'single', tags: [], status: 'active', ...overrides };
  const [list] = await sql<ListRow[]>`
    insert into lists (name, type, optin, tags, status)
    values (${row.name}, ${row.type}, ${row.optin}, ${row.tags}, ${row.status})
    returning id, uuid, name, type, optin
  `;
  return list!;
}

export interface CampaignRow {
  id: number;
  uuid: string;
  name: string;
  type: 'regular' | 'optin';
  status: string;
  messenger: string;
  priority: 'high' | 'normal' | 'low';
  weight: number;
}

/** A draft to `lists` (ids) through the automatic messenger. A paused one is paused by a person, a scheduled one due now. */
export async function makeCampaign(
  sql: Sql,
  overrides: Partial<Omit<CampaignRow, 'id' | 'uuid'>> & {
    lists?: number[];
    subject?: string;
    fromEmail?: string;
    contentType?: string;
    body?: string;
    altbody?: string;
    sendAt?: Date;
    sendWindows?: { days?: string[]; start: string; end: string }[];
    pacing?: 'fast' | 'even';
    deadline?: Date | null;
  } = {},
): Promise<CampaignRow> {
  const {
    lists = [],
    sendAt = new Date(0),
    sendWindows = [],
    altbody = null,
    pacing = 'fast',
    deadline = null,
  } = overrides;
  const row = {
    name: `Campaign ${next()}`,
    type: 'regular',
    subject: 'Hello',
    fromEmail: 'Sluice <news@example.com>',
    contentType: 'html',
    body: '<p>Hello</p>',
    messenger: 'automatic',
    priority: 'normal',
    weight: 1,
    status: 'draft',
    ...overrides,
  };
  const [campaign] = await sql<CampaignRow[]>`
    insert into campaigns (name, type, subject, from_email, content_type, body, altbody, messenger, priority, weight, status,
      paused_by, send_at, send_windows, pacing, deadline)
    values (${row.name}, ${row.type}, ${row.subject}, ${row.fromEmail}, ${row.contentType}, ${row.body}, ${altbody},
      ${row.messenger}, ${row.priority}, ${row.weight}, ${row.status}, ${row.status === 'paused' ? 'user' : null},
      ${row.status === 'scheduled' ? sendAt : null}, ${JSON.stringify(sendWindows)}::text::jsonb, ${pacing}, ${deadline})
    returning id, uuid, name, type, status, messenger, priority, weight
  `;
  await sql`
    insert into campaign_lists (campaign_id, list_id)
    select ${campaign!.id}, list_id from unnest(${lists}::int[]) as list_id
  `;
  return campaign!;
}

export interface QueueRow {
  id: string;
  campaignId: number;
  subscriberId: number;
  status: string;
  priority: number;
  scheduledAt: Date;
}

/** A queued row, due since 1970; a campaign, list and subscriber are made for it unless given. */
export async function makeQueueRow(
  sql: Sql,
  overrides: Partial<Omit<QueueRow, 'id'>> & { assignedSmtpServerUuid?: string; retryCount?: number } = {},
): Promise<QueueRow> {
  let { campaignId, subscriberId } = overrides;
  if (campaignId === undefined) {
    const list = await makeList(sql);
    campaignId = (await makeCampaign(sql, { lists: [list.id], status: 'running' })).id;
    subscriberId ??= (await makeSubscriber(sql, { lists: [list.id] })).id;
  }
  subscriberId ??= (await makeSubscriber(sql)).id;
  const row = { status: 'queued', priority: 0, scheduledAt: new Date(0), retryCount: 0, ...overrides };
  const [queued] = await sql<QueueRow[]>`
    insert into email_queue (campaign_id, subscriber_id, status, priority, scheduled_at, assigned_smtp_server_uuid,
      retry_count)
    values (${campaignId}, ${subscriberId}, ${row.status}, ${row.priority}, ${row.scheduledAt},
      ${row.assignedSmtpServerUuid ?? null}, ${row.retryCount})
    returning id, campaign_id, subscriber_id, status, priority, scheduled_at
  `;
  return queued!;
}

export interface SmtpServerRow {
  uuid: string;
  name: string;
  host: string;
  port: number;
  fromEmail: string;
  dailyLimit: number;
}

/** An enabled SMTP server on a loopback port, without authentication, TLS or limits. */
export async function makeSmtpServer(
  sql: Sql,
  overrides: Partial<SmtpServerRow> & {
    enabled?: boolean;
    maxConns?: number;
    maxMsgRetries?: number;
    slidingWindow?: boolean | null;
    slidingWindowRate?: number;
    slidingWindowDuration?: string;
    waitTimeout?: string;
  } = {},
): Promise<SmtpServerRow> {
  const n = next();
  const row = {
    uuid: crypto.randomUUID(),
    name: `email-mail${n}`,
    enabled: true,
    host: '127.0.0.1',
    port: 2525,
    fromEmail: `news@mail${n}.example.com`,
    dailyLimit: 0,
    maxConns: 10,
    maxMsgRetries: 2,
    slidingWindow: null,
    slidingWindowRate: null,
    slidingWindowDuration: null,
    waitTimeout: '5s',
    ...overrides,
  };
  const [server] = await sql<SmtpServerRow[]>`
    insert into smtp_servers (uuid, name, enabled, host, port, from_email, daily_limit, max_conns, max_msg_retries,
      sliding_window, sliding_window_rate, sliding_window_duration, wait_timeout, position)
    values (${row.uuid}, ${row.name}, ${row.enabled}, ${row.host}, ${row.port}, ${row.fromEmail}, ${row.dailyLimit},
      ${row.maxConns}, ${row.maxMsgRetries}, ${row.slidingWindow}, ${row.slidingWindowRate},
      ${row.slidingWindowDuration}, ${row.waitTimeout}, ${n})
    returning uuid, name, host, port, from_email, daily_limit
  `;
  return server!;
}
