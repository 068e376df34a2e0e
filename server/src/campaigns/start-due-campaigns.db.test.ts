import { makeCampaign, makeList } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { waitUntilBlocked } from '../../../test/wait-until-blocked.ts';
import { nextScheduledAt, startDueCampaigns } from './start-due-campaigns.ts';

test('starts what is due, as a person would, and tells when the next is', async ({ sql, clock }) => {
  const list = await makeList(sql);
  const make = (seconds: number) =>
    makeCampaign(sql, { lists: [list.id], status: 'scheduled', sendAt: clock.in(seconds) });
  const [late, due, later] = [await make(-3600), await make(0), await make(0.001)];
  expect(await nextScheduledAt(sql)).toEqual(clock.in(-3600));

  expect(await startDueCampaigns({ sql, clock })).toBe(2);
  expect(await sql`select id, status, use_queue, started_at from campaigns order by id`).toEqual([
    { id: late.id, status: 'running', useQueue: true, startedAt: clock.now() },
    { id: due.id, status: 'running', useQueue: true, startedAt: clock.now() },
    { id: later.id, status: 'scheduled', useQueue: false, startedAt: null },
  ]);
  expect(await nextScheduledAt(sql)).toEqual(clock.in(0.001));
});

test('starts a campaign once when several workers look', async ({ sql, clock }) => {
  const list = await makeList(sql);
  await makeCampaign(sql, { lists: [list.id], status: 'scheduled', sendAt: clock.now() });
  const counts = await Promise.all([1, 2, 3].map(() => startDueCampaigns({ sql, clock })));
  expect(counts.toSorted()).toEqual([0, 0, 1]);
});

test('leaves a campaign alone that is moved to a later time meanwhile', async ({ sql, clock }) => {
  const list = await makeList(sql);
  const { id } = await makeCampaign(sql, { lists: [list.id], status: 'scheduled', sendAt: clock.now() });
  const { starting } = await sql.begin(async (tx) => {
    await tx`update campaigns set send_at = ${clock.in(60)} where id = ${id}`;
    const starting = startDueCampaigns({ sql, clock });
    await waitUntilBlocked(tx);
    return { starting };
  });
  expect(await starting).toBe(0);
});

test('has nothing to wait for when nothing is scheduled', async ({ sql }) => {
  expect(await nextScheduledAt(sql)).toBeNull();
});
