/**
 * The memory of `sluice serve` while it enqueues and sends a large campaign, beside a small one: the most it has had from its
 * start to the campaign's end.
 *
 * `--size`: recipients of the large one; 1,000,000 unless given. The small one has 10,000.
 */
import { withDatabase } from './support/database.ts';
import { compare, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';
import { startSinks } from './support/sinks.ts';
import { peakMemoryMiB, startSluice } from './support/sluice.ts';
import { timed } from './support/timed.ts';
import { connectServers, finished, limitEverything, mailOf, startCampaign, subscribe } from './support/world.ts';

export const title = 'Memory of the process that sends';

const most = 250;

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const [few, many] = quick ? [2_000, 10_000] : [10_000, size ?? 1_000_000];
  const small = await measure(few);
  const large = await measure(many);
  const common = { measured: large.peak, unit: 'MiB' };
  return {
    comparisons: [
      compare({
        ...{ ...common, what: `${many.toLocaleString('en')} recipients`, reference: small.peak },
        ...{ against: `${few.toLocaleString('en')} recipients`, target: { most: 1.2 }, isSteady: false },
      }),
      compare({
        ...common,
        what: 'the same',
        reference: most,
        against: 'the promise',
        target: { most: 1 },
        isSteady: true,
      }),
    ],
    bounds: [`${Math.round(many / large.seconds)} messages/s, enqueueing among it`],
    about: '4 servers with 5 connections each',
  };
}

async function measure(recipients: number): Promise<{ peak: number; seconds: number }> {
  const measured = { peak: Number.NaN, seconds: 0 };
  await withDatabase(async (sql, url) => {
    const sinks = await startSinks(4);
    await connectServers(sql, sinks.ports, 20);
    await limitEverything(sql);
    const listId = await subscribe(sql, recipients);
    const sluice = await startSluice('serve', url);
    measured.seconds = await timed(async () => finished(sql, await startCampaign(sql, listId, mailOf(4_000))));
    measured.peak = (await peakMemoryMiB(sluice.pid)) ?? Number.NaN;
    await sluice.stop();
    sinks.stop();
  });
  return measured;
}
