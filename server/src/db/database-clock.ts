import { performance } from 'node:perf_hooks';
import { type Clock, clockFrom } from '../clock.ts';
import { errorLine } from '../errors.ts';
import type { Logger } from '../log.ts';
import { begin, correct, type Discipline, read, type Sample, stepMs, surest } from './clock-discipline.ts';
import type { Sql } from './connect.ts';

const measureEveryMs = 60_000;
const samplesEach = 3;
/** From here on a difference between this machine's clock and the database's is worth a warning. */
const noticeableMs = 1_000;

/**
 * The database's time, so that all workers agree: measured at the start and every minute, and kept by this process's
 * monotonic clock in between, also while the database is away. `clock-discipline.ts` tells how differences are made up.
 * Until it has been started it shows the machine's time.
 */
export function databaseClock({ sql, log }: { sql: Sql; log: Logger }) {
  let discipline: Discipline | null = null;
  let timer: NodeJS.Timeout | undefined;
  let measuring: Promise<void> = Promise.resolve();

  async function follow(): Promise<void> {
    try {
      const measured = await measure(sql);
      // As of now, not of the measurement: what was shown in the meantime is not taken back.
      const monotonicMs = performance.now();
      const timeMs = measured.timeMs + monotonicMs - measured.monotonicMs;
      const { discipline: next, aheadMs } = correct(discipline!, monotonicMs, timeMs);
      discipline = next;
      const fields = { differenceMs: Math.round(aheadMs) };
      if (aheadMs > stepMs) log.warn(fields, "the database's clock went ahead, time was moved on with it");
      else if (aheadMs < -stepMs)
        log.warn(fields, "the database's clock was set back, time goes slower until it agrees");
    } catch (error) {
      log.debug({ reason: errorLine(error) }, "the database's time was not measured");
    }
  }

  const clock: Clock = clockFrom(() =>
    discipline ? new Date(Math.floor(read(discipline, performance.now()))) : new Date(),
  );

  return {
    ...clock,
    /** Measures, and warns if this machine's own clock differs. */
    async start(): Promise<void> {
      const { monotonicMs, timeMs } = await measure(sql);
      discipline = begin(monotonicMs, timeMs);
      const differenceMs = Math.round(Date.now() - clock.now().getTime());
      if (Math.abs(differenceMs) > noticeableMs) {
        log.warn({ differenceMs }, "this machine's clock differs from the database's, which is followed");
      }
      timer = setInterval(() => {
        measuring = follow();
      }, measureEveryMs);
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      await measuring;
    },
  };
}

async function measure(sql: Sql): Promise<{ monotonicMs: number; timeMs: number }> {
  const samples: [Sample, ...Sample[]] = [await ask(sql)];
  while (samples.length < samplesEach) samples.push(await ask(sql));
  return surest(samples);
}

async function ask(sql: Sql): Promise<Sample> {
  const askedMs = performance.now();
  const [row] = await sql<{ timeMs: number }[]>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as time_ms
  `;
  return { askedMs, answeredMs: performance.now(), timeMs: row!.timeMs };
}
