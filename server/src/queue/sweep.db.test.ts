import { expect, test } from '../../../test/harness.ts';
import { accepted, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { waitUntilBlocked } from '../../../test/wait-until-blocked.ts';
import { dayLimit, slidingLimit } from '../capacity/limit.ts';

const limits = limitsWith([{ uuid: 'a', daily: dayLimit(4), sliding: slidingLimit(4, 60_000) }]);

test('a dead worker’s attempts become uncertain and stay used; what it had not begun waits again, its permits free', async ({
  sql,
  clock,
}) => {
  await runningCampaign({ sql, clock }, 6);
  const world = queueWorld({ sql, clock }, limits);
  const dead = await world.worker();
  const { rows } = await dead.claim();
  expect(rows).toHaveLength(4);
  await dead.begin(rows.slice(0, 1));

  clock.advance(60);
  expect(await world.sweep()).toEqual({ workers: [dead.id], released: 3, uncertain: 1 });
  const statuses = await sql<{ status: string; n: number }[]>`
    select status, count(*)::int as n from email_queue group by status order by status
  `;
  expect([...statuses]).toEqual([
    { status: 'queued', n: 5 },
    { status: 'uncertain', n: 1 },
  ]);
  const next = await (await world.worker()).claim();
  expect(next.rows).toHaveLength(3);
  expect(next.rows.map(({ id }) => id)).not.toContain(rows[0]!.id);
});

test('with delivery.on_uncertain = resend they are sent again', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const world = queueWorld({ sql, clock }, limits);
  const dead = await world.worker();
  await dead.begin((await dead.claim()).rows);
  clock.advance(60);
  await world.sweep('resend');
  expect((await (await world.worker()).claim()).rows).toHaveLength(1);
});

test('leaves workers alone whose lease holds', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 2);
  const world = queueWorld({ sql, clock }, limits);
  const worker = await world.worker();
  const { rows } = await worker.claim();
  clock.advance(59);
  expect(await world.sweep()).toEqual({ workers: [], released: 0, uncertain: 0 });
  expect(await worker.begin(rows)).toHaveLength(2);
});

test('a worker that is settling as its lease runs out keeps it until the next sweep', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const world = queueWorld({ sql, clock }, limits);
  const worker = await world.worker();
  const { rows } = await worker.claim();
  let settling: Promise<unknown> | undefined;
  await sql.begin(async (tx) => {
    await tx`select from email_queue where id = ${rows[0]!.id} for update`;
    settling = worker.send(rows, accepted);
    await waitUntilBlocked(tx);
    clock.advance(60);
    expect(await world.sweep()).toMatchObject({ workers: [] });
  });
  expect(await settling).toEqual([expect.objectContaining({ status: 'sent' })]);
  expect(await world.sweep()).toEqual({ workers: [worker.id], released: 0, uncertain: 0 });
});
