/**
 * Thirty servers, each allowed 16 messages in any minute, and a queue that is always full: how much of what is allowed they are
 * given, by their own clocks, and whether any was ever given more.
 *
 * `--size`: minutes; 5 unless given. In a short run the window is 5 seconds instead of a minute, and there are 4 of them.
 */
import { queueProcessor } from '../server/src/sending/queue-processor.ts';
import { storeSettings } from '../server/src/settings/settings-store.ts';
import { withDatabase } from './support/database.ts';
import { compare, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';
import { type Sinks, startSinks } from './support/sinks.ts';
import { connectServers, depsFor, mailOf, queuedCampaign, subscribe, until } from './support/world.ts';

export const title = 'Precision of limits';

const servers = 30;
const perWindow = 16;

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const [windowMs, windows] = quick ? [5_000, 4] : [60_000, size ?? 5];
  const times = await send(windowMs, windows);
  const allowed = perWindow / (windowMs / 1_000);
  const rate = times.reduce((sum, own) => sum + rateOf(own), 0) / servers;
  const fullest = Math.max(...times.map((own) => mostIn(own, windowMs)));
  return {
    comparisons: [
      compare({
        ...{
          what: 'used of the allowed rate',
          measured: rate,
          reference: allowed,
          against: 'allowed',
          unit: 'messages/s',
        },
        ...{ target: { least: 0.99 }, isSteady: true },
      }),
      compare({
        ...{ what: 'the fullest window of all', measured: fullest, reference: perWindow, against: 'allowed' },
        ...{ unit: 'messages', target: { most: 1 }, isSteady: true, insist: 1 },
      }),
    ],
    about: `${servers} servers, ${perWindow} in any ${windowMs / 1_000} s, for ${windows} windows`,
  };
}

async function send(windowMs: number, windows: number): Promise<number[][]> {
  let times: number[][] = [];
  await withDatabase(async (sql) => {
    const sinks = await startSinks(servers);
    await connectServers(sql, sinks.ports, servers * 2);
    await storeSettings(
      sql,
      {
        'app.message_sliding_window': true,
        'app.message_sliding_window_rate': perWindow,
        'app.message_sliding_window_duration': `${windowMs / 1_000}s`,
      },
      new Date(),
    );
    await queuedCampaign(sql, await subscribe(sql, servers * perWindow * (windows + 3)), mailOf(4_000));
    const processor = queueProcessor(depsFor(sql));
    await processor.start();
    await until(async () => (await fewest(sinks)) >= perWindow * (windows + 1));
    times = await sinks.times();
    await processor.stop();
    sinks.stop();
  });
  return times;
}

async function fewest(sinks: Sinks): Promise<number> {
  return Math.min(...(await sinks.times()).map((own) => own.length));
}

/** Messages a second from the first to the first that was given so many whole windows later. */
function rateOf(times: readonly number[]): number {
  const whole = Math.floor((times.length - 1) / perWindow) * perWindow;
  return (whole * 1_000) / (times[whole]! - times[0]!);
}

/** The most that were accepted in any stretch of the window's length, half-open. */
function mostIn(times: readonly number[], windowMs: number): number {
  let most = 0;
  let from = 0;
  for (const [i, at] of times.entries()) {
    while (at - times[from]! >= windowMs) from++;
    most = Math.max(most, i - from + 1);
  }
  return most;
}
