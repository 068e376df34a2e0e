/**
 * From the start of `sluice serve` to the first message that a server accepts, on a database that runs already: with one row
 * queued, and with 1,000,000.
 *
 * `--size`: rows of the large queue; 1,000,000 unless given.
 */
import { withDatabase } from './support/database.ts';
import { type Comparison, compare, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';
import { startSinks } from './support/sinks.ts';
import { startSluice } from './support/sluice.ts';
import { timed } from './support/timed.ts';
import { connectServers, limitEverything, mailOf, queuedCampaign, subscribe, until } from './support/world.ts';

export const title = 'Start to first message accepted';

const promisedSeconds = 2;

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const comparisons: Comparison[] = [];
  for (const rows of [1, size ?? (quick ? 20_000 : 1_000_000)]) comparisons.push(await measure(rows, quick ? 2 : 5));
  return { comparisons, about: 'the mean of several starts' };
}

async function measure(rows: number, starts: number): Promise<Comparison> {
  let seconds = 0;
  await withDatabase(async (sql, url) => {
    const sinks = await startSinks(4);
    await connectServers(sql, sinks.ports, 20);
    await limitEverything(sql);
    const listId = await subscribe(sql, rows);
    await queuedCampaign(sql, listId, mailOf(4_000));
    await sql`vacuum analyze email_queue`;
    for (let start = 0; start < starts; start++) {
      if (rows === 1) await queuedCampaign(sql, listId, mailOf(4_000));
      const { accepted } = await sinks.counts();
      const sluice = Promise.withResolvers<Awaited<ReturnType<typeof startSluice>>>();
      seconds += await timed(async () => {
        startSluice('serve', url).then(sluice.resolve, sluice.reject);
        await until(async () => (await sinks.counts()).accepted > accepted);
      });
      await (await sluice.promise).stop();
    }
    sinks.stop();
  });
  return compare({
    ...{
      what: `${rows.toLocaleString('en')} queued`,
      measured: seconds / starts,
      reference: promisedSeconds,
      unit: 's',
    },
    ...{ against: 'the promise', target: { most: 1 } },
  });
}
