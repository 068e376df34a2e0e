/**
 * Two worker processes beside one: how fast both send together, and whether a limit of all servers together holds to the
 * message for both.
 *
 * `--size`: messages in a round; 10,000 unless given.
 */
import type { Pool } from '../server/src/db/connect.ts';
import { storeSettings } from '../server/src/settings/settings-store.ts';
import { withDatabase } from './support/database.ts';
import { compare, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';
import { type Sinks, startSinks } from './support/sinks.ts';
import { startSluice } from './support/sluice.ts';
import { timed } from './support/timed.ts';
import {
  connectServers,
  finished,
  limitEverything,
  mailOf,
  pauseQueue,
  queuedCampaign,
  subscribe,
  until,
} from './support/world.ts';

export const title = 'Two workers';

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const messages = size ?? (quick ? 1_000 : 10_000);
  const rounds = quick ? 1 : 3;
  const seconds = { one: 0, two: 0 };
  let accepted = 0;
  const hourly = Math.floor(messages / 2);
  await withDatabase(async (sql, url) => {
    const sinks = await startSinks(4);
    await connectServers(sql, sinks.ports, 20);
    await limitEverything(sql);
    const listId = await subscribe(sql, messages);
    for (let round = 0; round < rounds; round++) {
      seconds.one += await sendBy(1, { sql, url, listId });
      seconds.two += await sendBy(2, { sql, url, listId });
    }
    accepted = await sendLimited(hourly, { sql, url, listId, sinks });
    sinks.stop();
  });
  const rate = (taken: number) => (rounds * messages) / taken;
  return {
    comparisons: [
      compare({
        ...{ what: 'two together', measured: rate(seconds.two), reference: rate(seconds.one), against: 'one alone' },
        ...{ unit: 'messages/s', target: { least: 1 } },
      }),
      compare({
        ...{
          what: 'accepted under a limit of all servers',
          measured: accepted,
          reference: hourly,
          against: 'the limit',
        },
        ...{ unit: 'messages', target: { most: 1 }, isSteady: true, insist: 1 },
      }),
    ],
    about: `${rounds} rounds of ${messages} messages of 4 KB; each worker has 20 connections of its own`,
  };
}

interface Sending {
  sql: Pool;
  url: string;
  listId: number;
}

/** How many seconds so many workers take, after they have warmed up on a campaign of the same size. */
async function sendBy(workers: number, { sql, url, listId }: Sending): Promise<number> {
  await pauseQueue(sql, true);
  const running = await Promise.all(Array.from({ length: workers }, () => startSluice('worker', url)));
  let seconds = 0;
  for (let pass = 0; pass < 2; pass++) {
    await pauseQueue(sql, true);
    const campaignId = await queuedCampaign(sql, listId, mailOf(4_000));
    seconds = await timed(async () => {
      await pauseQueue(sql, false);
      await finished(sql, campaignId);
    });
  }
  await Promise.all(running.map((worker) => worker.stop()));
  return seconds;
}

/** How many are accepted by two workers until both have nothing to do but wait. */
async function sendLimited(hourly: number, { sql, url, listId, sinks }: Sending & { sinks: Sinks }): Promise<number> {
  const { accepted: before } = await sinks.counts();
  await sql`delete from smtp_rate_limit_state`;
  await sql`delete from attempts`;
  await storeSettings(sql, { 'app.account_rate_limit_per_hour': hourly, 'app.queue_paused': true }, new Date());
  const campaignId = await queuedCampaign(sql, listId, mailOf(4_000));
  const workers = await Promise.all([startSluice('worker', url), startSluice('worker', url)]);
  await pauseQueue(sql, false);
  await until(async () => {
    const [counts] = await sql<{ sent: number; sending: number }[]>`
      select (count(*) filter (where status = 'sent'))::int as sent, (count(*) filter (where status = 'sending'))::int as sending
      from email_queue
      where campaign_id = ${campaignId}
    `;
    return counts!.sent >= hourly && counts!.sending === 0;
  });
  await Promise.all(workers.map((worker) => worker.stop()));
  return (await sinks.counts()).accepted - before;
}
