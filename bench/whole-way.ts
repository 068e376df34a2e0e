/**
 * Queue → render → SMTP → settled, with every kind of limit on and 20 connections: Sluice's own queue processor, beside
 * nodemailer's pool sending the same mail without any database, and beside nodemailer's SMTPConnection given ready-made
 * messages, which is the limit of this runtime. They take turns, so that whatever else the machine does slows all of them.
 *
 * `--size`: messages of Sluice's in a round; 20,000 unless given.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from '../server/src/db/connect.ts';
import { queueProcessor } from '../server/src/sending/queue-processor.ts';
import { withDatabase } from './support/database.ts';
import { bareConnections, nodemailerPool, type PlainSender } from './support/plain-senders.ts';
import { type Comparison, compare, figure, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';
import { type Sinks, startSinks } from './support/sinks.ts';
import { timed } from './support/timed.ts';
import { type Mark, markOf, shares } from './support/usage-marks.ts';
import {
  connectServers,
  depsFor,
  finished,
  limitEverything,
  mailOf,
  pauseQueue,
  queuedCampaign,
  subscribe,
} from './support/world.ts';

export const title = 'The whole way of a message, with all limits on and 20 connections';

const connections = 20;
const servers = 4;

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const messages = size ?? (quick ? 3_000 : 20_000);
  const rounds = quick ? 2 : 5;
  const comparisons: Comparison[] = [];
  const bounds: string[] = [];
  for (const kilobytes of [4, 50]) {
    const measured = await measure({
      kilobytes,
      messages: kilobytes === 4 ? messages : Math.ceil(messages / 3),
      rounds,
    });
    comparisons.push(...measured.comparisons);
    bounds.push(measured.bound);
  }
  return {
    comparisons,
    bounds,
    about: `${rounds} rounds of ${messages} messages of 4 KB, a third of 50 KB; ${servers} servers`,
  };
}

interface Measured {
  comparisons: Comparison[];
  bound: string;
}

async function measure(of: { kilobytes: number; messages: number; rounds: number }): Promise<Measured> {
  let measured: Measured | undefined;
  await withDatabase(async (sql) => {
    const sinks = await startSinks(servers);
    const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-journal-'));
    try {
      measured = await takeTurns(sql, { ...of, sinks, folder });
    } finally {
      sinks.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
  return measured!;
}

interface Turns {
  kilobytes: number;
  messages: number;
  rounds: number;
  sinks: Sinks;
  folder: string;
}

async function takeTurns(sql: Pool, { kilobytes, messages, rounds, sinks, folder }: Turns): Promise<Measured> {
  const mail = mailOf(kilobytes * 1_000);
  await connectServers(sql, sinks.ports, connections);
  await limitEverything(sql);
  const listId = await subscribe(sql, messages);
  const processor = queueProcessor(depsFor(sql), { journalFolder: folder });
  await pauseQueue(sql, true);
  await processor.start();
  const pool = nodemailerPool(sinks.ports, connections, mail);
  const bare = await bareConnections(sinks.ports, connections, mail);
  const few = Math.ceil(messages / 4);

  const seconds = { sluice: 0, pool: 0, bare: 0 };
  let sent = { sluice: 0, plain: 0 };
  let use: Mark[] = [];
  for (let round = 0; round <= rounds; round++) {
    await pauseQueue(sql, true);
    const campaignId = await queuedCampaign(sql, listId, mail);
    await sql`vacuum analyze email_queue`;
    const before = await markOf(sql, sinks);
    const sluice = await timed(async () => {
      await pauseQueue(sql, false);
      await finished(sql, campaignId);
    });
    const after = await markOf(sql, sinks);
    const poolTook = await timed(() => sendAll(pool, few));
    const bareTook = await timed(() => sendAll(bare, messages));
    if (round === 0) {
      sent = { sluice: messages, plain: few + messages };
      continue; // for warming up
    }
    seconds.sluice += sluice;
    seconds.pool += poolTook;
    seconds.bare += bareTook;
    sent.sluice += messages;
    sent.plain += few + messages;
    use = [...use, before, after];
  }
  await processor.stop();
  await pool.stop();
  await bare.stop();
  await checkCounts(sinks, sent.sluice + sent.plain);

  const rate = (rounds * messages) / seconds.sluice;
  const poolRate = (rounds * few) / seconds.pool;
  const bareRate = (rounds * messages) / seconds.bare;
  const what = `${kilobytes} KB`;
  const common = { what, measured: rate, unit: 'messages/s' };
  return {
    comparisons: [
      compare({
        ...common,
        reference: poolRate,
        against: 'nodemailer, pooled sendMail',
        target: { least: 6 },
        insist: 2,
        isSteady: true,
      }),
      compare({
        ...common,
        reference: bareRate,
        against: 'bare SMTPConnection',
        target: { least: 0.65 },
        insist: 0.25,
        isSteady: true,
      }),
    ],
    bound: `${what}: ${shares(use, cpus().length)}; ${figure((1000 * 1000) / rate)} µs a message`,
  };
}

async function sendAll(sender: PlainSender, messages: number): Promise<void> {
  let left = messages;
  await Promise.all(
    Array.from({ length: connections }, async (_, lane) => {
      while (left-- > 0) await sender.send(lane, left);
    }),
  );
}

async function checkCounts(sinks: Sinks, sent: number): Promise<void> {
  const { accepted } = await sinks.counts();
  if (accepted !== sent) throw new Error(`${accepted} messages were accepted, not ${sent}`);
}
