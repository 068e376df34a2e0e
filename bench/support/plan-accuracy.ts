import type { Pool } from '../../server/src/db/connect.ts';
import { timeZoneOf, type World } from '../../simulate/world.ts';
import { randomOf } from '../../torture/random.ts';
import { type Outcome, planAndOutcome } from './plan-outcome.ts';
import { randomWorld } from './random-world.ts';
import { utilisation } from './utilisation.ts';

export interface Errors {
  /** By share of the campaign: how far the finish was from what was foretold, as a part of the campaign's duration. */
  plan: Map<number, number[]>;
  average: Map<number, number[]>;
}

export interface Accuracy {
  ordinary: Errors;
  /** Worlds whose servers defer some messages by chance: when the last of those is taken nobody can know. */
  deferring: Errors;
  /** The same worlds, with a server that is down for a while from when half of the campaign has left. */
  failing: Errors;
  /** By how much the failure itself moved the finish, in the same parts. */
  putOff: number[];
  used: number;
  allowed: number;
}

/** A world waits for its database half of the time. */
const sideBySide = 3;

/**
 * Plan against outcome in the random worlds of these seeds.
 *
 * @param fresh Opens an empty database for each simulation.
 */
export async function planAccuracy(
  seeds: Iterable<number>,
  fresh: (work: (sql: Pool) => Promise<void>) => Promise<void>,
): Promise<Accuracy> {
  const accuracy: Accuracy = {
    ordinary: noErrors(),
    deferring: noErrors(),
    failing: noErrors(),
    putOff: [],
    used: 0,
    allowed: 0,
  };
  const left = Iterator.from(seeds);
  const worker = async () => {
    for (const seed of left) await bothWays(randomWorld(seed));
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return accuracy;

  async function bothWays(world: World): Promise<void> {
    let failing = world;
    let ordinaryEnd = 0;
    await fresh(async (sql) => {
      const outcome = await planAndOutcome(sql, world);
      failing = withFailure(world, outcome);
      ordinaryEnd = outcome.finishedAt;
      const defers = world.servers.some(({ deferred_share }) => deferred_share > 0);
      note(defers ? accuracy.deferring : accuracy.ordinary, outcome, world);
      // What is deferred is used, and not sent; and which server goes first decides how limits of servers and account meet.
      if (defers || world.settings['app.account_rate_limit_per_hour']) return;
      const { used, allowed } = utilisation(
        world,
        { ...outcome.simulation, startedAt: new Date(outcome.startedAt) },
        outcome.finishedAt,
      );
      accuracy.used += used;
      accuracy.allowed += allowed;
      if (process.env.VERBOSE) console.log(`${world.name}: ${used} of ${allowed}`);
    });
    await fresh(async (sql) => {
      const outcome = await planAndOutcome(sql, failing);
      note(accuracy.failing, outcome, failing);
      accuracy.putOff.push(Math.abs(outcome.finishedAt - ordinaryEnd) / (outcome.finishedAt - outcome.startedAt));
    });
  }
}

function noErrors(): Errors {
  return { plan: new Map(), average: new Map() };
}

function note(errors: Errors, { foretold, startedAt, finishedAt }: Outcome, world: World): void {
  const error = (at: number | null) => Math.abs((at ?? Infinity) - finishedAt) / (finishedAt - startedAt);
  for (const { share, plan, average } of foretold) {
    errors.plan.set(share, [...(errors.plan.get(share) ?? []), error(plan)]);
    if (average !== null) errors.average.set(share, [...(errors.average.get(share) ?? []), error(average)]);
  }
  if (!process.env.VERBOSE) return;
  const percent = foretold.map(({ plan }) => `${(100 * error(plan)).toFixed(2)} %`);
  console.log(`${world.name}: ${percent.join(', ')} of ${((finishedAt - startedAt) / 3_600_000).toFixed(1)} h`);
}

/** The part of the campaign that has left when a server fails: a plan of that moment does not know of it yet. */
const failsAt = 0.5;

/** One of the servers that have taken something is down from when half of the campaign has left, for a quarter of the time that it took. */
function withFailure(world: World, { simulation, halfAt, startedAt, finishedAt }: Outcome): World {
  const local = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(timeZoneOf(world))
      .toPlainDateTime()
      .toString({ smallestUnit: 'second', roundingMode: 'floor' });
  const used = simulation.servers.filter((name) =>
    simulation.sent.some(({ server, at }) => server === name && at >= startedAt && at <= halfAt),
  );
  const failing = randomOf(world.seed, 2).pick(used);
  const to = halfAt + Math.max(60_000, Math.round((finishedAt - startedAt) / 4));
  const fault = { kind: 'down' as const, from: local(halfAt), to: local(to) };
  const servers = world.servers.map((server, i) =>
    simulation.servers[i] === failing ? { ...server, faults: [fault] } : server,
  );
  return { ...world, name: `${world.name}, ${failing} down`, servers };
}

/**
 * A table of errors in percent: the plan's and that of the average rate, by how much of the campaign had left. Without any world
 * it is empty.
 */
export function errorTable({ ordinary, deferring, failing, putOff }: Accuracy): Record<string, object> {
  const table: Record<string, object> = {};
  for (const [name, errors] of Object.entries({
    'no faults': ordinary,
    'some are deferred': deferring,
    'a server fails half-way': failing,
  })) {
    for (const [share, plan] of errors.plan) {
      const average = errors.average.get(share) ?? [];
      const when = errors === failing ? `, ${share <= failsAt ? 'foretold before' : 'foretold after'}` : '';
      table[`${name}${when}, at ${100 * share} %`] = {
        'plan: mean': percent(mean(plan)),
        '95th of 100': percent(quantile(plan, 0.95)),
        worst: percent(Math.max(...plan)),
        'average rate: mean': average.length > 0 ? percent(mean(average)) : 'none',
        'its 95th of 100': average.length > 0 ? percent(quantile(average, 0.95)) : 'none',
      };
    }
  }
  if (putOff.length === 0) return table;
  table['the failure itself moves the finish by'] = {
    'plan: mean': percent(mean(putOff)),
    '95th of 100': percent(quantile(putOff, 0.95)),
    worst: percent(Math.max(...putOff)),
  };
  return table;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0) / numbers.length;
}

function quantile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.ceil(share * numbers.length) - 1]!;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
