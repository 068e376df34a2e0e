import { pino } from 'pino';
import { systemClock } from '../../server/src/clock.ts';
import type { Pool, Sql } from '../../server/src/db/connect.ts';
import type { Deps } from '../../server/src/deps.ts';
import { enqueueChunk } from '../../server/src/queue/enqueue.ts';
import { chunkSize } from '../../server/src/sending/enqueuer.ts';
import { secretsFrom } from '../../server/src/settings/secret-box.ts';
import { storeSettings } from '../../server/src/settings/settings-store.ts';
import { makeCampaign, makeList, makeSmtpServer } from '../../test/factories.ts';

/** What a scenario's messages are like: HTML of so many bytes, with ten variables. */
export interface Mail {
  subject: string;
  body: string;
}

const paragraph = '<p>Spring is here, and with it our new catalogue: 24 pages of cafe tables, chairs and lamps.</p>\n';
export const attributes = ['city', 'language', 'plan', 'seller', 'points', 'since', 'offer'] as const;

/** A template of `bytes` bytes: first and whole name, address, seven attributes, and the unsubscribe link. */
export function mailOf(bytes: number): Mail {
  const head = '<h1>Dear {{ subscriber.first_name }},</h1>\n<p>{{ subscriber.name }}, {{ subscriber.email }}</p>\n';
  const middle = attributes.map((name) => `<p>Your ${name}: {{ subscriber.attribs.${name} }}</p>\n`);
  const foot = '<p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>\n';
  const rest = Math.max(0, bytes - head.length - middle.join('').length - foot.length);
  const each = Math.floor(rest / paragraph.length / (middle.length + 1));
  const filling = paragraph.repeat(each);
  return {
    subject: 'Spring has come, {{ subscriber.first_name }}',
    body: `<html><body>\n${head}${middle.map((line) => filling + line).join('')}${filling}${foot}</body></html>\n`,
  };
}

/** So many confirmed people on one new list, with values for all that `mailOf` names. */
export async function subscribe(sql: Sql, count: number): Promise<number> {
  const { id } = await makeList(sql);
  const attribs = Object.fromEntries(attributes.map((name) => [name, `${name} of this reader`]));
  await sql`
    with people as (
      insert into subscribers (email, name, attribs)
      select 'reader' || n || '.' || ${id}::int || '@example.com', 'Reader Number ' || n, ${JSON.stringify(attribs)}::text::jsonb
      from generate_series(1, ${count}::int) n
      returning id
    )
    insert into subscriptions (list_id, subscriber_id, status) select ${id}, id, 'confirmed' from people
  `;
  await sql`vacuum analyze subscribers, subscriptions`;
  return id;
}

const plenty = 100_000_000;

/**
 * Every kind of limit there is, none of which binds: the send window, the account's minute, hour and day, and of each server a
 * day, a sliding window and a further limit.
 */
export async function limitEverything(sql: Sql): Promise<void> {
  const hour = (offset: number) => String((new Date().getUTCHours() + offset) % 24).padStart(2, '0');
  const settings = {
    'app.timezone': 'UTC',
    'app.send_time_start': `${hour(12)}:00`,
    'app.send_time_end': `${hour(11)}:00`,
    'app.account_rate_limit_per_minute': plenty,
    'app.account_rate_limit_per_hour': plenty,
    'app.account_rate_limit_per_day': plenty,
    'app.message_sliding_window': true,
    'app.message_sliding_window_rate': plenty,
    'app.message_sliding_window_duration': '30m',
  };
  await storeSettings(sql, settings, new Date());
  await sql`update smtp_servers set daily_limit = ${plenty}, limits = ${sql.json([{ max: plenty, period: '1m' }])}`;
}

/** SMTP servers at these ports that share `connections`. */
export async function connectServers(sql: Sql, ports: readonly number[], connections: number): Promise<void> {
  for (const port of ports) await makeSmtpServer(sql, { port, maxConns: Math.ceil(connections / ports.length) });
}

export async function pauseQueue(sql: Sql, isPaused: boolean): Promise<void> {
  await storeSettings(sql, { 'app.queue_paused': isPaused }, new Date());
}

/** A running campaign with all its rows queued. */
export async function queuedCampaign(sql: Pool, listId: number, mail: Mail): Promise<number> {
  const { id } = await makeCampaign(sql, { lists: [listId], ...mail });
  await runCampaign(sql, id);
  await enqueueAll(sql);
  return id;
}

/** A campaign that has just been started, nothing of it queued yet; who enqueues and sends is told. */
export async function startCampaign(sql: Sql, listId: number, mail: Mail): Promise<number> {
  const { id } = await makeCampaign(sql, { lists: [listId], ...mail });
  await runCampaign(sql, id);
  await sql`select pg_notify('queue', '')`;
  return id;
}

export async function runCampaign(sql: Sql, campaignId: number): Promise<void> {
  await sql`update campaigns set status = 'running', started_at = now(), use_queue = true where id = ${campaignId}`;
}

/** Queues all rows of campaigns that have started, in chunks as the enqueuer has them. */
export async function enqueueAll(sql: Pool): Promise<void> {
  while (await enqueueChunk({ sql, clock: systemClock }, chunkSize));
}

/** Resolves once the campaign is finished. */
export function finished(sql: Sql, campaignId: number): Promise<void> {
  return until(async () => {
    const [campaign] = await sql<{ status: string }[]>`select status from campaigns where id = ${campaignId}`;
    return campaign!.status === 'finished';
  });
}

const lookEveryMs = 10;

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
}

/** What a queue processor needs, with nothing logged below a warning. */
export function depsFor(sql: Pool): Deps {
  return { sql, clock: systemClock, log: pino({ level: 'warn' }), secrets: secretsFrom(Buffer.alloc(32)) };
}
