/**
 * How fast a campaign leaves when no limit binds: Sluice's own enqueuer and queue processor, beside what is usual without
 * it (nodemailer's pool, one SELECT and one UPDATE for each message), over the same servers, connections and database.
 * The servers are sinks in a process of their own. `node bench/queue-throughput.ts [messages] [servers] [connections]`,
 * by default 20,000 through 4 servers with 10 connections each.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { pino } from 'pino';
import { systemClock } from '../server/src/clock.ts';
import type { Pool, Sql } from '../server/src/db/connect.ts';
import { enqueuer } from '../server/src/sending/enqueuer.ts';
import { queueProcessor } from '../server/src/sending/queue-processor.ts';
import { secretsFrom } from '../server/src/settings/secret-box.ts';
import { smtpSink } from '../server/src/smtp/sink.ts';
import { makeCampaign, makeList, makeSmtpServer } from '../test/factories.ts';
import { withDatabase } from './support/database.ts';
import { report } from './support/report.ts';

const subject = 'Spring has come';
const paragraph = '<p>Spring is here, and with it our new catalogue: 24 pages of cafe tables, chairs and lamps.</p>\n';
const htmlFor = (name: string) => `<h1>Dear ${name},</h1>\n${paragraph.repeat(20)}`;

if (process.argv[2] === 'sinks') {
  const sinks = await Promise.all(Array.from({ length: Number(process.argv[3]) }, () => smtpSink()));
  process.send?.(sinks.map(({ port }) => port));
  process.on('message', () => process.send?.(sinks.reduce((sum, { ledger }) => sum + ledger.length, 0)));
  process.on('disconnect', () => process.exit());
} else {
  const [messages = 20_000, servers = 4, connections = 10] = process.argv.slice(2).map(Number);
  await withDatabase((sql) => bench(sql, { messages, servers, connections }));
}

interface Size {
  messages: number;
  servers: number;
  /** To each server. */
  connections: number;
}

async function bench(sql: Pool, size: Size): Promise<void> {
  const { messages, servers, connections } = size;
  const child = fork(import.meta.filename, ['sinks', String(servers)]);
  const [ports] = (await once(child, 'message')) as [number[]];
  const listId = await subscribe(sql, messages);

  const usual = await measured(sql, messages, () => sendAsUsual(sql, { ports, size }));
  for (const port of ports) await makeSmtpServer(sql, { port, maxConns: connections });
  const { id } = await makeCampaign(sql, { lists: [listId], subject, body: htmlFor('{{ subscriber.name }}') });
  const deps = { sql, clock: systemClock, log: pino({ level: 'silent' }), secrets: secretsFrom(Buffer.alloc(32)) };
  const enqueue = enqueuer(deps);
  const processor = queueProcessor(deps);
  const enqueueing = await measured(sql, messages, async () => {
    await sql`update campaigns set status = 'running', started_at = now(), use_queue = true where id = ${id}`;
    await enqueue.start();
    await until(async () => (await campaignOf(sql, id)).queuedAt !== null);
    await enqueue.stop();
  });
  await sql`vacuum analyze`;
  const sending = await measured(sql, messages, async () => {
    await processor.start();
    await until(async () => (await campaignOf(sql, id)).status === 'finished');
  });
  await processor.stop();

  child.send('count');
  const [accepted] = (await once(child, 'message')) as [number];
  child.disconnect();
  if (accepted !== 2 * messages) throw new Error(`${accepted} messages were accepted, not twice ${messages}`);
  const ratio = Number((sending['messages/s'] / usual['messages/s']).toFixed(2));
  report(
    { 'nodemailer pool': { ...usual, ratio: 1 }, 'Sluice sends': { ...sending, ratio }, 'Sluice enqueues': enqueueing },
    `${messages} messages, ${servers} servers with ${connections} connections each`,
  );
}

/** What is usual: each connection takes the next person, sends, and notes it. */
async function sendAsUsual(sql: Pool, { ports, size }: { ports: number[]; size: Size }): Promise<void> {
  await sql`create table mail as select id, 'queued' as status from subscribers`;
  await sql`alter table mail add primary key (id)`;
  const transports = ports.map((port) =>
    createTransport({
      ...{ host: '127.0.0.1', port, ignoreTLS: true },
      ...{ pool: true, maxConnections: size.connections, maxMessages: Infinity },
    }),
  );
  let next = 0;
  const lanes = transports.flatMap((transport) => Array.from({ length: size.connections }, () => transport));
  await Promise.all(
    lanes.map(async (transport) => {
      while (next < size.messages) {
        const [person] = await sql<{ id: number; email: string; name: string }[]>`
          select id, email, name from subscribers join mail using (id) where id = ${++next}
        `;
        const { id, email, name } = person!;
        const from = 'News <news@example.com>';
        await transport.sendMail({ from, to: { name, address: email }, subject, html: htmlFor(name), text: 'As HTML' });
        await sql`update mail set status = 'sent' where id = ${id}`;
      }
    }),
  );
  for (const transport of transports) transport.close();
}

async function subscribe(sql: Sql, count: number): Promise<number> {
  const { id } = await makeList(sql);
  await sql`
    with people as (
      insert into subscribers (email, name)
      select 'person' || n || '@example.com', 'Person ' || n from generate_series(1, ${count}::int) n
      returning id
    )
    insert into subscriptions (list_id, subscriber_id, status) select ${id}, id, 'confirmed' from people
  `;
  await sql`vacuum analyze`;
  return id;
}

async function campaignOf(sql: Sql, id: number): Promise<{ status: string; queuedAt: Date | null }> {
  const [campaign] = await sql<{ status: string; queuedAt: Date | null }[]>`
    select status, queued_at from campaigns where id = ${id}
  `;
  return campaign!;
}

/** Asks often enough for a rate, and too seldom to matter. */
async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 25));
}

async function measured(sql: Pool, messages: number, work: () => Promise<void>) {
  const before = await databaseUse(sql);
  const startedAt = performance.now();
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 100);
  await work();
  clearInterval(watch);
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await databaseUse(sql);
  return {
    'messages/s': Math.round(messages / seconds),
    'database ms/message': Number(((after.activeMs - before.activeMs) / messages).toFixed(3)),
    'commits/message': Number(((after.commits - before.commits) / messages).toFixed(3)),
    'peak RSS MiB': Math.round(peak / 2 ** 20),
  };
}

/** Statements' own time and commits so far. Each connection reports when it has been idle for a second. */
async function databaseUse(sql: Sql): Promise<{ activeMs: number; commits: number }> {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const [use] = await sql<{ activeMs: number; commits: number }[]>`
    select active_time as active_ms, xact_commit::float8 as commits
    from pg_stat_database
    where datname = current_database()
  `;
  return use!;
}
