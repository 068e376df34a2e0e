/**
 * A queue through which many rows have passed, while somebody's long transaction keeps PostgreSQL from cleaning up after
 * them: how fast the last 100,000 pass, beside the first. No SMTP; claim, begin and settle of each row.
 *
 * `--size`: rows in all; 1,000,000 unless given.
 */
import { connect } from '../server/src/db/connect.ts';
import { withDatabase } from './support/database.ts';
import { queueDrain } from './support/queue-drain.ts';
import { compare, figure, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';
import { countStatements, slowestStatements, statementTimes } from './support/statement-times.ts';
import { timed } from './support/timed.ts';
import { connectServers, limitEverything, mailOf, queuedCampaign, subscribe } from './support/world.ts';

export const title = 'A queue that has been hot for long';

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const rows = size ?? (quick ? 30_000 : 1_000_000);
  const part = Math.min(100_000, rows / 3);
  const perCampaign = Math.min(rows, 100_000);
  const rates: number[] = [];
  const slowest: string[] = [];
  await withDatabase(async (sql, url) => {
    await connectServers(sql, [25, 26, 27, 28], 20);
    await limitEverything(sql);
    const listId = await subscribe(sql, perCampaign);
    const other = connect(url, { max: 1 });
    const ended = Promise.withResolvers<void>();
    const reading = other.begin('isolation level repeatable read', async (tx) => {
      await tx`select count(*) from configuration`;
      await ended.promise;
    });
    for (let queued = 0; queued < rows; queued += perCampaign) await queuedCampaign(sql, listId, mailOf(100));
    await sql`analyze email_queue`;
    await countStatements(sql);
    await slowestStatements(sql, rows);
    const drain = await queueDrain(sql, { batchSize: 500, lanes: 3 });
    for (let passed = 0; passed < rows; ) {
      let now = 0;
      const seconds = await timed(async () => {
        now = await drain.some(part);
      });
      passed += now;
      if (now < part / 2) continue;
      rates.push(now / seconds);
      slowest.push(await slowestStatements(sql, now));
    }
    await drain.stop();
    ended.resolve();
    await reading;
    await other.end();
  }, statementTimes);
  return {
    comparisons: [
      compare({
        ...{ what: `the last of ${rows.toLocaleString('en')} rows`, measured: rates.at(-1)!, reference: rates[0]! },
        ...{ against: `the first ${part.toLocaleString('en')}`, unit: 'rows/s', target: { least: 0.8 } },
      }),
    ],
    bounds: [
      `rows/s in between: ${rates.map(figure).join(', ')}`,
      `µs of PostgreSQL for each row, of the first: ${slowest[0]}`,
      `and of the last: ${slowest.at(-1)}`,
    ],
    about: `${rows.toLocaleString('en')} rows, a reader from before the first to after the last`,
  };
}
