import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { FakeClock } from '../../../test/fake-clock.ts';
import { test as base, expect } from '../../../test/harness.ts';
import { accepted, deferred, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { dayLimit } from '../capacity/limit.ts';
import type { Pool, Sql } from '../db/connect.ts';
import type { TransitionPolicy } from '../queue/row-transition.ts';
import { findWorkers } from '../queue/worker-lease.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { handOverLine, outcomeLine, ownerLine } from './journal-text.ts';
import { journalFile, outcomeJournal } from './outcome-journal.ts';
import { isGone, processIdentity } from './process-identity.ts';
import { journalReplayer } from './replay-journals.ts';

const log = pino({ level: 'silent' });
const limits = limitsWith([{ uuid: 'a', daily: dayLimit(100) }]);
const own = '00000000-0000-4000-8000-00000000000f';
const policy: TransitionPolicy = {
  retry: { maxAttempts: 3, firstDelaySeconds: 60, maxDelaySeconds: 3600, maxAgeSeconds: 86_400 },
  onUncertain: 'hold',
};

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixtures' names from it
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-replay-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

/** A process of this machine that ran and is no more. */
async function goneProcess(): Promise<{ host: string; pid: number }> {
  const child = spawn('sleep', ['60']);
  await once(child, 'spawn');
  const process = { host: processIdentity(child.pid!), pid: child.pid! };
  child.kill('SIGKILL');
  await once(child, 'exit');
  return process;
}

/** Four rows that a killed worker had begun: accepted, deferred, handed over without an answer, and not handed over. */
async function killedWorker(context: { sql: Pool; clock: FakeClock; folder: string }) {
  const { sql, clock, folder } = context;
  const campaign = await runningCampaign({ sql, clock }, 4);
  const world = queueWorld({ sql, clock }, limits);
  const worker = await world.worker();
  const process = await goneProcess();
  await sql`update workers set host = ${process.host}, pid = ${process.pid} where id = ${worker.id}`;
  const attempts = (await worker.begin((await worker.claim()).rows)).map(({ attemptId }) => attemptId);
  const journal = outcomeJournal(folder, { workerId: worker.id, ...process }, log);
  for (const attemptId of attempts.slice(0, 3)) journal.handingOver(attemptId);
  journal.outcome(attempts[0]!, { outcome: accepted, at: clock.now() });
  journal.outcome(attempts[1]!, { outcome: deferred, at: clock.now() });
  const deps = { ...world.deps, log, secrets: secretsFrom(Buffer.alloc(32, 7)) };
  const replayJournals = journalReplayer(deps, folder);
  return {
    ...{ campaign, world, worker, attempts },
    path: journalFile(folder, worker.id),
    async replay() {
      const workers = await findWorkers(sql);
      const idsOf = (some: typeof workers) => some.map(({ id }) => id);
      const alive = [own, ...idsOf(workers.filter((worker) => !isGone(worker)))];
      await replayJournals({ alive, gone: idsOf(workers.filter(isGone)), policy, random: () => 0.5 });
    },
    endLease: () => sql`update workers set expires_at = ${clock.now()}`,
  };
}

const rowsOf = async (sql: Sql) =>
  (await sql<{ status: string; retryCount: number }[]>`select status, retry_count from email_queue order by id`).map(
    ({ status, retryCount }) => `${status} ${retryCount}`,
  );
const outcomesOf = async (sql: Sql) =>
  (await sql<{ outcome: string }[]>`select outcome from attempts order by id`).map(({ outcome }) => outcome);
const usedOf = async (sql: Sql) =>
  (await sql<{ n: number }[]>`select coalesce(sum(emails_sent), 0)::int as n from smtp_daily_usage`)[0]!.n;

test('before the sweep, what a killed worker had noted is settled; only what nobody knows becomes uncertain', async ({
  sql,
  clock,
  folder,
}) => {
  const { world, replay, endLease } = await killedWorker({ sql, clock, folder });
  await Promise.all([replay(), replay()]);
  await replay();
  expect(await rowsOf(sql)).toEqual(['sent 0', 'queued 1', 'sending 0', 'queued 0']);
  expect(await outcomesOf(sql)).toEqual(['accepted', 'deferred', null, 'unsent']);
  await endLease();
  expect(await world.sweep()).toMatchObject({ uncertain: 1 });
  expect(await rowsOf(sql)).toEqual(['sent 0', 'queued 1', 'uncertain 0', 'queued 0']);
  expect(await usedOf(sql)).toBe(2);
  expect(await sql`select from permits`).toHaveLength(0);

  await replay();
  expect(readdirSync(folder)).toEqual([]);
});

test('after the sweep of another machine, uncertain rows become what they are; once', async ({
  sql,
  clock,
  folder,
}) => {
  const { world, replay, endLease } = await killedWorker({ sql, clock, folder });
  await endLease();
  expect(await world.sweep()).toMatchObject({ uncertain: 4 });
  await replay();
  expect(await rowsOf(sql)).toEqual(['sent 0', 'queued 1', 'uncertain 0', 'uncertain 0']);
  expect(await outcomesOf(sql)).toEqual(['accepted', 'deferred', 'uncertain', 'uncertain']);
  expect(await usedOf(sql)).toBe(4);
  expect(readdirSync(folder)).toEqual([]);
});

test('with on_uncertain = resend, what turns out to be accepted is not sent again', async ({ sql, clock, folder }) => {
  const { world, replay, endLease } = await killedWorker({ sql, clock, folder });
  await endLease();
  await world.sweep('resend');
  expect(await rowsOf(sql)).toEqual(['queued 0', 'queued 0', 'queued 0', 'queued 0']);
  await replay();
  expect(await rowsOf(sql)).toEqual(['sent 0', 'queued 0', 'queued 0', 'queued 0']);
});

test('what has moved on since stays as it is', async ({ sql, clock, folder }) => {
  const { world, replay, endLease } = await killedWorker({ sql, clock, folder });
  await endLease();
  await world.sweep('resend');
  const next = await world.worker();
  await next.begin((await next.claim()).rows);
  await replay();
  expect(await rowsOf(sql)).toEqual(['sending 0', 'sending 0', 'sending 0', 'sending 0']);
});

test('a decision stands, but what was accepted is sent', async ({ sql, clock, folder }) => {
  const { world, replay, endLease } = await killedWorker({ sql, clock, folder });
  await endLease();
  await world.sweep();
  await sql`update email_queue set status = 'cancelled'`;
  await replay();
  expect(await rowsOf(sql)).toEqual(['sent 0', 'cancelled 0', 'cancelled 0', 'cancelled 0']);
});

test('the last rows of a campaign finish it', async ({ sql, clock, folder }) => {
  const { campaign, world, attempts, path, replay, endLease } = await killedWorker({ sql, clock, folder });
  for (const attemptId of attempts) {
    appendFileSync(path, outcomeLine(attemptId, { outcome: accepted, at: clock.now() }));
  }
  await endLease();
  await world.sweep();
  await replay();
  const [row] = await sql`select status from campaigns where id = ${campaign.id}`;
  expect(row!.status).toBe('finished');
});

test('the journal of a process that may live is left alone, and that of one’s own', async ({ sql, clock, folder }) => {
  const { worker, replay } = await killedWorker({ sql, clock, folder });
  await sql`update workers set host = 'another machine' where id = ${worker.id}`;
  outcomeJournal(folder, { workerId: own, host: 'test', pid: 1 }, log);
  await replay();
  expect(await rowsOf(sql)).toEqual(['sending 0', 'sending 0', 'sending 0', 'sending 0']);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('of a swept worker whose process may live, or whose machine was started anew, it is kept for a while', async ({
  sql,
  clock,
  folder,
}) => {
  const { replay } = await killedWorker({ sql, clock, folder });
  rmSync(folder, { recursive: true });
  const owner = { workerId: '00000000-0000-4000-8000-00000000000a', host: 'before the boot', pid: 1 };
  outcomeJournal(folder, owner, log).handingOver('1');
  await replay();
  expect(readdirSync(folder)).toHaveLength(1);
  const longAgo = Date.now() / 1000 - 3600;
  utimesSync(journalFile(folder, owner.workerId), longAgo, longAgo);
  await replay();
  expect(readdirSync(folder)).toEqual([]);
});

test('foreign and hostile content moves nothing, and hinders nothing', async ({ sql, clock, folder }) => {
  const { worker, attempts, path, replay, world } = await killedWorker({ sql, clock, folder });
  const other = await world.worker();
  const process = await goneProcess();
  await sql`update workers set host = ${process.host}, pid = ${process.pid} where id = ${other.id}`;
  const lie = attempts.map((id) => outcomeLine(id, { outcome: accepted, at: clock.now() })).join('');
  writeFileSync(journalFile(folder, other.id), ownerLine({ workerId: other.id, ...process }) + lie);
  writeFileSync(path, `${ownerLine({ workerId: worker.id, ...process })}${handOverLine('1')}\0\0\0\n{"over":"`);
  writeFileSync(
    journalFile(folder, '00000000-0000-4000-8000-00000000000b'),
    ownerLine({ workerId: other.id, ...process }) + lie,
  );
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  await replay();
  expect(await rowsOf(sql)).toEqual(['sending 0', 'sending 0', 'sending 0', 'sending 0']);
});
