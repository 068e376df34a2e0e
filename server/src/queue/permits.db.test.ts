import { describe, expect, test } from '../../../test/harness.ts';
import {
  accepted,
  deferred,
  limitsWith,
  queueWorld,
  rejected,
  runningCampaign,
  uncertain,
  unreachable,
} from '../../../test/queue-world.ts';
import { dailyLimit, dayLimit, slidingLimit } from '../capacity/limit.ts';
import type { Limits } from '../capacity/limits.ts';
import type { Outcome } from '../smtp/outcome.ts';

// A permit is held from the reservation to the outcome, counts from the outcome's time on, and is given back only when
// nothing can have been accepted. The same for every kind of limit, of a server and of the account.

const minuteMs = 60_000;
const halfHour = slidingLimit(2, 30 * minuteMs)!;
const noAccount = { minute: null, hour: null, day: null };
const refusedAtMail: Outcome = { ...unreachable, seen: true } as Outcome;

const windows: [string, Limits][] = [
  ['the sliding window of a server', limitsWith([{ uuid: 'a', sliding: halfHour }])],
  ['a further limit of a server', limitsWith([{ uuid: 'a', further: [halfHour] }])],
  ['a limit of the account', limitsWith([{ uuid: 'a' }], { account: { ...noAccount, hour: halfHour } })],
];
const days: [string, Limits][] = [
  ['a rolling day of a server', limitsWith([{ uuid: 'a', daily: dailyLimit(2, 'rolling') }])],
  [
    'a rolling day of the account',
    limitsWith([{ uuid: 'a' }], { account: { ...noAccount, day: dailyLimit(2, 'rolling') } }),
  ],
  ['a calendar day of a server', limitsWith([{ uuid: 'a', daily: dayLimit(2) }])],
  ['a calendar day of the account', limitsWith([{ uuid: 'a' }], { account: { ...noAccount, day: dayLimit(2) } })],
];

describe.for(windows)('%s', ([, limits]) => {
  test('holds a permit while nothing is known, and counts it for a full period from the outcome on', async ({
    sql,
    clock,
  }) => {
    await runningCampaign({ sql, clock }, 9);
    const worker = await queueWorld({ sql, clock }, limits).worker();
    const { rows } = await worker.claim();
    expect(rows).toHaveLength(2);
    clock.advance(45 * 60);
    expect(await worker.claim()).toMatchObject({ rows: [], nextAt: null });
    await worker.send(rows, accepted);
    const settledAt = clock.now().getTime();
    const { nextAt } = await worker.claim();
    expect(nextAt! - settledAt).toBeGreaterThanOrEqual(30 * minuteMs);
    clock.set(new Date(nextAt!));
    expect((await worker.claim()).rows).toHaveLength(2);
  });
});

describe.for([...windows, ...days])('%s', ([name, limits]) => {
  const countsWhatWasSeen = windows.some(([window]) => window === name);

  test.for<[string, Outcome, boolean]>([
    ['accepted', accepted, false],
    ['uncertain', uncertain, false],
    ['deferred', deferred, !countsWhatWasSeen],
    ['rejected', rejected, !countsWhatWasSeen],
    ['refused before its content', refusedAtMail, !countsWhatWasSeen],
    ['never connected', unreachable, true],
  ])('what was %s gives its permit back or not', async ([, outcome, isGivenBack], { sql, clock }) => {
    await runningCampaign({ sql, clock }, 9);
    const worker = await queueWorld({ sql, clock }, limits).worker();
    await worker.send((await worker.claim(1)).rows, outcome);
    await sql`update smtp_server_state set failures = 0, aside_until = null`;
    await sql`update email_queue set scheduled_at = ${clock.now()}`;
    expect((await worker.claim()).rows).toHaveLength(isGivenBack ? 2 : 1);
  });

  test('of a dead worker, what was begun counts as used and what was not is free', async ({ sql, clock }) => {
    await runningCampaign({ sql, clock }, 9);
    const world = queueWorld({ sql, clock }, limits);
    const dead = await world.worker();
    const { rows } = await dead.claim(2);
    await dead.begin(rows.slice(0, 1));
    const other = await world.worker();
    expect((await other.claim()).rows).toHaveLength(0);
    await sql`update workers set expires_at = ${clock.now()} where id = ${dead.id}`;
    await world.sweep();
    expect((await other.claim()).rows).toHaveLength(1);
  });
});
