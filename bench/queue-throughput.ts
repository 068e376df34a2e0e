/**
 * How fast campaigns leave when no limit binds: Sluice's own enqueuer and queue processor, beside what is usual without it
 * (nodemailer's pool, one SELECT and one UPDATE for each message), over the same servers, connections and database. They
 * take turns, so that whatever else the machine does slows both. The servers are sinks in a process of their own.
 *
 * `node bench/queue-throughput.ts [messages] [servers] [connections]`, by default 20,000 messages through 4 servers with
 * 10 connections each.
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

const rounds = 4;
const nothing: Readonly<Taken> = { messages: 0, seconds: 0, cpuMs: 0, databaseMs: 0, commits: 0, rss: 0 };

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

async function bench(sql: Pool, { messages, servers, connections }: Size): Promise<void> {
  const child = fork(import.meta.filename, ['sinks', String(servers)]);
  const [ports] = (await once(child, 'message')) as [number[]];
  for (const port of ports) await makeSmtpServer(sql, { port, maxConns: connections });
  const perRound = Math.ceil(messages / rounds);
  const listId = await subscribe(sql, perRound);
  const deps = { sql, clock: systemClock, log: pino({ level: 'silent' }), secrets: secretsFrom(Buffer.alloc(32)) };
  const enqueue = enqueuer(deps);
  const processor = queueProcessor(deps);
  await enqueue.start();
  await processor.start();

  const usual = { ...nothing };
  const sluice = { ...nothing };
  const enqueueing = { ...nothing };
  for (let round = 0; round < rounds; round++) {
    await measure(sql, usual, perRound, () => sendAsUsual(sql, ports, connections));
    await measure(sql, sluice, perRound, async () => {
      const id = await startCampaign(sql, listId);
      await until(async () => (await campaignOf(sql, id)).status === 'finished');
    });
  }
  await processor.stop();
  await measure(sql, enqueueing, perRound, async () => {
    const id = await startCampaign(sql, listId);
    await until(async () => (await campaignOf(sql, id)).queuedAt !== null);
  });
  await enqueue.stop();

  child.send('count');
  const [accepted] = (await once(child, 'message')) as [number];
  child.disconnect();
  const sent = 2 * rounds * perRound;
  if (accepted !== sent) throw new Error(`${accepted} messages were accepted, not ${sent}`);
  const ratio = Number((usual.seconds / sluice.seconds).toFixed(2));
  report(
    {
      'nodemailer pool': { ...rates(usual), ratio: 1 },
      Sluice: { ...rates(sluice), ratio },
      'Sluice enqueues': rates(enqueueing),
    },
    `${rounds * perRound} messages, ${servers} servers with ${connections} connections each`,
  );
}

async function startCampaign(sql: Sql, listId: number): Promise<number> {
  const { id } = await makeCampaign(sql, { lists: [listId], subject, body: htmlFor('{{ subscriber.name }}') });
  await sql`update campaigns set status = 'running', started_at = now(), use_queue = true where id = ${id}`;
  await sql`select pg_notify('queue', '')`;
  return id;
}

/** What is usual: each connection takes the next person, sends, and notes it. */
async function sendAsUsual(sql: Sql, ports: number[], connections: number): Promise<void> {
  await sql`create table mail as select id, 'queued' as status from subscribers`;
  await sql`alter table mail add primary key (id)`;
  const left = await sql<{ id: number }[]>`select id from mail`;
  const transports = ports.map((port) =>
    createTransport({
      ...{ host: '127.0.0.1', port, ignoreTLS: true },
      ...{ pool: true, maxConnections: connections, maxMessages: Infinity },
    }),
  );
  const lanes = transports.flatMap((transport) => Array.from({ length: connections }, () => transport));
  await Promise.all(
    lanes.map(async (transport) => {
      for (let next = left.pop(); next; next = left.pop()) {
        const [person] = await sql<{ email: string; name: string }[]>`
          select email, name from subscribers where id = ${next.id}
        `;
        const { email, name } = person!;
        const from = 'News <news@example.com>';
        await transport.sendMail({ from, to: { name, address: email }, subject, html: htmlFor(name), text: 'As HTML' });
        await sql`update mail set status = 'sent' where id = ${next.id}`;
      }
    }),
  );
  for (const transport of transports) transport.close();
  await sql`drop table mail`;
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

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 25));
}

/** What some messages took. */
interface Taken {
  messages: number;
  seconds: number;
  cpuMs: number;
  databaseMs: number;
  commits: number;
  rss: number;
}

async function measure(sql: Sql, sum: Taken, messages: number, work: () => Promise<void>): Promise<void> {
  const before = await databaseUse(sql);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  sum.seconds += (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const after = await databaseUse(sql);
  sum.messages += messages;
  sum.cpuMs += (user + system) / 1000;
  sum.databaseMs += after.activeMs - before.activeMs;
  sum.commits += after.commits - before.commits;
  sum.rss = process.memoryUsage.rss();
}

function rates({ messages, seconds, cpuMs, databaseMs, commits, rss }: Taken) {
  return {
    'messages/s': Math.round(messages / seconds),
    'own CPU ms each': Number((cpuMs / messages).toFixed(3)),
    'database ms each': Number((databaseMs / messages).toFixed(3)),
    'commits each': Number((commits / messages).toFixed(3)),
    'RSS MiB after': Math.round(rss / 2 ** 20),
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
