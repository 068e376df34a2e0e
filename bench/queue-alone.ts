/**
 * The queue alone, no SMTP and no messages: Sluice's claim, beginning and settlement of each row, with all limits on, beside
 * graphile-worker and pg-boss doing nothing with as many jobs, on the same database, each in batches of 500; and beside the
 * four writes that Sluice's promises take for each row, without anything else.
 *
 * `--size`: jobs in a round; 20,000 unless given.
 */
import { Logger, run as runGraphile, runMigrations } from 'graphile-worker';
import { PgBoss } from 'pg-boss';
import type { Pool } from '../server/src/db/connect.ts';
import { bareWrites } from './support/bare-writes.ts';
import { withDatabase } from './support/database.ts';
import { queueDrain } from './support/queue-drain.ts';
import { compare, figure, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';
import { timed } from './support/timed.ts';
import { connectServers, limitEverything, mailOf, queuedCampaign, subscribe, until } from './support/world.ts';

export const title = 'The queue alone';

const batchSize = 500;
const lanes = 4;

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const jobs = size ?? (quick ? 5_000 : 20_000);
  const rounds = quick ? 2 : 4;
  const seconds = { sluice: 0, bare: 0, graphile: 0, boss: 0 };
  await withDatabase(async (sql, url) => {
    await connectServers(sql, [25, 26, 27, 28], 20);
    await limitEverything(sql);
    const listId = await subscribe(sql, jobs);
    await runMigrations({ connectionString: url });
    const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
    await boss.start();
    await boss.createQueue('noop');
    for (let round = 0; round <= rounds; round++) {
      const took = {
        sluice: await sluiceRound(sql, listId),
        bare: await bareRound(sql, listId),
        graphile: await graphileRound(sql, url, jobs),
        boss: await bossRound(boss, jobs),
      };
      if (round === 0) continue; // for warming up
      for (const name of ['sluice', 'bare', 'graphile', 'boss'] as const) seconds[name] += took[name];
    }
    await boss.stop({ graceful: false });
  });
  const rate = (taken: number) => (rounds * jobs) / taken;
  const [best, against] =
    seconds.graphile < seconds.boss ? [seconds.graphile, 'graphile-worker'] : [seconds.boss, 'pg-boss'];
  return {
    comparisons: [
      compare({
        ...{ what: 'claim, begin, settle', measured: rate(seconds.sluice), reference: rate(best), unit: 'jobs/s' },
        ...{ against: `${against}, the better one`, target: { least: 2 } },
      }),
      compare({
        ...{ what: 'the same', measured: rate(seconds.sluice), reference: rate(seconds.bare), unit: 'jobs/s' },
        ...{ against: 'its four writes, bare', target: null },
      }),
    ],
    bounds: [`graphile-worker ${figure(rate(seconds.graphile))} jobs/s, pg-boss ${figure(rate(seconds.boss))} jobs/s`],
    about: `${rounds} rounds of ${jobs} jobs in batches of ${batchSize}`,
  };
}

async function sluiceRound(sql: Pool, listId: number): Promise<number> {
  await queuedCampaign(sql, listId, mailOf(100));
  await sql`vacuum analyze email_queue`;
  const drain = await queueDrain(sql, { batchSize, lanes });
  const took = await timed(drain.all);
  await drain.stop();
  return took;
}

async function bareRound(sql: Pool, listId: number): Promise<number> {
  const campaignId = await queuedCampaign(sql, listId, mailOf(100));
  await sql`vacuum analyze email_queue`;
  return bareWrites(sql, campaignId, { batchSize, lanes });
}

async function graphileRound(sql: Pool, url: string, jobs: number): Promise<number> {
  await sql`select graphile_worker.add_job('noop', '{}'::json) from generate_series(1, ${jobs}::int)`;
  await sql`vacuum analyze graphile_worker._private_jobs`;
  let done = 0;
  return timed(async () => {
    const runner = await runGraphile({
      taskList: {
        noop: () => {
          done++;
        },
      },
      noHandleSignals: true,
      logger: new Logger(() => () => {}),
      preset: {
        worker: {
          ...{ connectionString: url, concurrentJobs: 24, maxPoolSize: 10 },
          ...{ localQueue: { size: batchSize }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
        },
      },
    });
    await until(async () => done === jobs);
    await runner.stop(); // what is done is written by then
  });
}

async function bossRound(boss: PgBoss, jobs: number): Promise<number> {
  for (let from = 0; from < jobs; from += 5_000) {
    await boss.insert(
      'noop',
      Array.from({ length: Math.min(5_000, jobs - from) }, () => ({})),
    );
  }
  const lane = async () => {
    for (;;) {
      const batch = await boss.fetch('noop', { batchSize });
      if (batch.length === 0) return;
      await boss.complete(
        'noop',
        batch.map(({ id }) => id),
      );
    }
  };
  return timed(() => Promise.all(Array.from({ length: lanes }, lane)));
}
