import { pino } from 'pino';
import { expect, test } from '../../../test/harness.ts';
import { withLimits } from '../queue/limits-transaction.ts';
import { findWorkers, registerWorker } from '../queue/worker-lease.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { withLiveLimits } from './live-limits.ts';
import { transitionPolicyOf } from './settler.ts';
import { worker } from './worker.ts';

test('after it was late itself, a worker gives the others a turn to renew before it sweeps them', async ({
  sql,
  clock,
}) => {
  const secrets = secretsFrom(Buffer.alloc(32, 7));
  const deps = withLiveLimits({ sql, clock, secrets, log: pino({ level: 'silent' }) });
  await withLimits(deps, async () => {});
  const policy = () => transitionPolicyOf(deps.limits.latest().settings);
  const own = worker(deps, { leaseMs: 60_000, journalFolder: null, policy, random: () => 0.5 });
  const ids = async () => (await findWorkers(sql)).map(({ id }) => id).sort();
  await own.start();
  await clock.idle();
  const other = '00000000-0000-4000-8000-000000000001';
  await registerWorker(sql, { id: other, host: 'elsewhere', pid: 1 }, { now: clock.now(), until: clock.in(60) });

  clock.advance(75);
  await clock.idle();
  expect(await ids()).toEqual([other, own.id()].sort());
  clock.advance(15);
  await clock.idle();
  expect(await ids()).toEqual([own.id()]);
  await own.stop();
});
