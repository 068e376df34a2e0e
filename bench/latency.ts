/**
 * Servers that take 20 and 100 ms to answer, and 20 connections: how near Sluice comes to what SMTP allows. A message takes one
 * round trip, its envelope and DATA going out with the content of the one before (RFC 2920 §3.1).
 *
 * `--size`: seconds of sending, as many as the limit would need; 6 unless given.
 */
import { queueProcessor } from '../server/src/sending/queue-processor.ts';
import { withDatabase } from './support/database.ts';
import { type Comparison, compare, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';
import { startSinks } from './support/sinks.ts';
import { timed } from './support/timed.ts';
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

export const title = 'Servers far away';

const connections = 20;
const roundTrips = 1;

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const seconds = size ?? (quick ? 2 : 6);
  const comparisons: Comparison[] = [];
  for (const latencyMs of [20, 100]) comparisons.push(await measure(latencyMs, seconds));
  return { comparisons, about: `${connections} connections to one server, ${seconds} s each` };
}

async function measure(latencyMs: number, seconds: number): Promise<Comparison> {
  const limit = (connections * 1_000) / (latencyMs * roundTrips);
  const messages = Math.ceil(limit * seconds);
  let took = 0;
  await withDatabase(async (sql) => {
    const sinks = await startSinks(1, latencyMs);
    await connectServers(sql, sinks.ports, connections);
    await limitEverything(sql);
    const [few, all] = [await subscribe(sql, connections * 4), await subscribe(sql, messages)];
    await pauseQueue(sql, true);
    const processor = queueProcessor(depsFor(sql));
    await processor.start();
    for (const listId of [few, all]) {
      await pauseQueue(sql, true);
      const campaignId = await queuedCampaign(sql, listId, mailOf(4_000));
      took = await timed(async () => {
        await pauseQueue(sql, false);
        await finished(sql, campaignId);
      });
    }
    await processor.stop();
    sinks.stop();
  });
  return compare({
    ...{ what: `${latencyMs} ms`, measured: messages / took, reference: limit, unit: 'messages/s' },
    ...{ against: 'connections ÷ round trips', target: { least: 0.9 }, isSteady: true, insist: 0.6 },
  });
}
