import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from '../../../test/harness.ts';
import { accepted, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { dayLimit } from '../capacity/limit.ts';
import { withLimits } from '../queue/limits-transaction.ts';
import { findWorkers, registerWorker } from '../queue/worker-lease.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { withLiveLimits } from './live-limits.ts';
import { outcomeJournal } from './outcome-journal.ts';
import { processIdentity } from './process-identity.ts';
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

test('a worker whose process has died is noticed by another of its machine, whose journal is replayed first', async ({
  sql,
  clock,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-worker-'));
  const log = pino({ level: 'silent' });
  const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a', daily: dayLimit(100) }]));
  await runningCampaign({ sql, clock }, 3);
  const victim = await world.worker();
  const process = spawn('sleep', ['60']);
  await once(process, 'spawn');
  const owner = { host: processIdentity(process.pid!), pid: process.pid! };
  await sql`update workers set host = ${owner.host}, pid = ${owner.pid}, expires_at = ${clock.in(3600)}`;
  const [first, second] = await victim.begin((await victim.claim()).rows);
  const journal = outcomeJournal(folder, { workerId: victim.id, ...owner }, log);
  for (const { attemptId } of [first!, second!]) journal.handingOver(attemptId);
  journal.outcome(first!.attemptId, { outcome: accepted, at: clock.now() });

  const secrets = secretsFrom(Buffer.alloc(32, 7));
  const deps = withLiveLimits({ sql, clock, secrets, log });
  await withLimits(deps, async () => {});
  const policy = () => transitionPolicyOf(deps.limits.latest().settings);
  const own = worker(deps, { leaseMs: 20_000, journalFolder: folder, policy, random: () => 0.5 });
  const statuses = async () =>
    (await sql<{ status: string }[]>`select status from email_queue order by id`).map(({ status }) => status);
  await own.start();
  await clock.idle();
  expect(await statuses(), 'it lives').toEqual(['sending', 'sending', 'sending']);

  process.kill('SIGKILL');
  await once(process, 'exit');
  clock.advance(5);
  await clock.idle();
  expect(await statuses()).toEqual(['sent', 'uncertain', 'queued']);
  expect(await readdir(folder)).toEqual([`${own.id()}.journal`]);
  await own.stop();
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});
