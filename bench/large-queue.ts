/**
 * What a claim, the queue's figures and the dashboard cost when the queue is large: with ten campaigns of 1,000,000 rows each,
 * beside the same ten with 1,000. One in ten campaigns is running; of the others' rows nine in ten are sent and one is queued.
 *
 * `--size`: rows; 1,000,000 unless given. With 10,000,000 it takes 8 GB of disk and half an hour.
 */
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Pool, Sql } from '../server/src/db/connect.ts';
import type { ClaimedRow } from '../server/src/queue/claim.ts';
import { foldCounts } from '../server/src/queue/fold-counts.ts';
import { makeCampaign, makeList } from '../test/factories.ts';
import { apiFor } from './support/api.ts';
import { forgetful, withDatabase } from './support/database.ts';
import { queueDrain } from './support/queue-drain.ts';
import { type Comparison, compare, figure, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';
import { connectServers, limitEverything } from './support/world.ts';

export const title = 'A queue of many rows';

const smallRows = 10_000;
const campaigns = 10;
const bytesPerRow = 800;
const rowsPerStatement = 250_000;
/** Rows in a claim: the small queue must not run dry. */
const claimed = 4;
/** Unmeasured questions, before the measured ones. */
const warmUps = 20;

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const rows = size ?? (quick ? 100_000 : 1_000_000);
  const { bavail, bsize } = await statfs(tmpdir());
  if (bavail * bsize < rows * bytesPerRow * 2)
    throw new Error(`${rows} rows need ${(rows * bytesPerRow * 2) / 1e9} GB`);
  const asked = quick ? 50 : 200;
  const times = new Map<string, { small: number[]; large: number[] }>();
  await withQueue(smallRows, (small) => withQueue(rows, (large) => askInTurns(times, { small, large, asked })));
  const comparisons = [...times].flatMap(([what, { small, large }]): Comparison[] => {
    const common = { against: `with ${smallRows.toLocaleString('en')} rows`, unit: 'ms' };
    return [
      compare({
        ...common,
        what: `${what}, mean`,
        measured: mean(large),
        reference: mean(small),
        target: { most: 1.2 },
      }),
      compare({
        ...{ what: `${what}, 99th of 100`, measured: percentile(large, 0.99), reference: 20, against: 'the promise' },
        ...{ unit: 'ms', target: { most: 1 }, isSteady: false },
      }),
    ];
  });
  const slowest = [...times].map(([what, { large }]) => `${what} ${figure(Math.max(...large))} ms`);
  const ofSmall = [...times].map(([what, { small }]) => `${what} ${figure(percentile(small, 0.99))} ms`);
  return {
    comparisons,
    bounds: [
      `the slowest of each: ${slowest.join(', ')}`,
      `the 99th of 100 with ${smallRows.toLocaleString('en')} rows: ${ofSmall.join(', ')}`,
    ],
    about: `${rows.toLocaleString('en')} rows of ${campaigns} campaigns, each asked ${asked} times`,
  };
}

type Questions = Record<string, () => Promise<unknown>>;

/** A queue of so many rows, and what is asked of it. */
async function withQueue(rows: number, work: (questions: Questions) => Promise<void>): Promise<void> {
  await withDatabase(async (sql) => {
    await connectServers(sql, [25, 26, 27, 28], 40);
    await limitEverything(sql);
    await fill(sql, rows);
    const drain = await queueDrain(sql, { batchSize: claimed, lanes: 1 });
    const api = await apiFor(sql);
    const held: ClaimedRow[] = [];
    await work({
      claim: async () => {
        const some = await drain.claim();
        if (some.length < claimed) throw new Error('The queue has run dry');
        held.push(...some);
      },
      'begin and settle': () => drain.pass(held.splice(0, claimed)),
      '/api/queue/stats': () => api.get('/api/queue/stats'),
      '/api/queue/servers': () => api.get('/api/queue/servers'),
      '/api/dashboard/counts': () => api.get('/api/dashboard/counts'),
      '/api/dashboard/charts': () => api.get('/api/dashboard/charts'),
    });
    await api.stop();
    await drain.stop();
  }, forgetful);
}

/** How long each takes, in ms: the small queue and the large one in turns, so that what else the machine does slows both. */
async function askInTurns(
  times: Map<string, { small: number[]; large: number[] }>,
  { small, large, asked }: { small: Questions; large: Questions; asked: number },
): Promise<void> {
  for (const what of Object.keys(small)) {
    const of = { small: [] as number[], large: [] as number[] };
    for (let i = -warmUps; i < asked; i++) {
      for (const [name, questions] of [
        ['small', small],
        ['large', large],
      ] as const) {
        const startedAt = performance.now();
        await questions[what]!();
        if (i >= 0) of[name].push(performance.now() - startedAt);
      }
    }
    times.set(what, of);
  }
}

async function fill(sql: Pool, rows: number): Promise<void> {
  const each = rows / campaigns;
  const list = await makeList(sql);
  await inPieces(
    each,
    (from, to) => sql`
    with people as (
      insert into subscribers (email, name)
      select 'reader' || n || '@example.com', 'Reader ' || n from generate_series(${from}::int, ${to}::int) n
      returning id
    )
    insert into subscriptions (list_id, subscriber_id, status) select ${list.id}, id, 'confirmed' from people
  `,
  );
  for (let i = 0; i < campaigns; i++) {
    const isRunning = i === campaigns - 1;
    const { id } = await makeCampaign(sql, { lists: [list.id], status: isRunning ? 'running' : 'paused' });
    if (isRunning)
      await sql`update campaigns set use_queue = true, queued_at = now(), started_at = now() where id = ${id}`;
    await inPieces(each, (from, to) => fillCampaign(sql, { id, isRunning, from, to }));
  }
  await foldCounts(sql, { above: 0 });
  await sql`vacuum analyze`;
  await sql`checkpoint`;
}

async function inPieces(count: number, work: (from: number, to: number) => Promise<unknown>): Promise<void> {
  for (let from = 1; from <= count; from += rowsPerStatement)
    await work(from, Math.min(count, from + rowsPerStatement - 1));
}

function fillCampaign(
  sql: Sql,
  { id, isRunning, from, to }: { id: number; isRunning: boolean; from: number; to: number },
) {
  return sql`
    insert into email_queue (campaign_id, subscriber_id, status, sent_at, scheduled_at)
    select ${id}, s.id, case when ${isRunning} or s.id % 10 = 0 then 'queued' else 'sent' end,
      case when ${isRunning} or s.id % 10 = 0 then null else now() end, now()
    from subscribers s
    order by s.id
    offset ${from - 1} limit ${to - from + 1}
  `;
}

const mean = (times: readonly number[]) => times.reduce((a, b) => a + b, 0) / times.length;

function percentile(times: readonly number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(times.length * part) - 1)]!;
}
