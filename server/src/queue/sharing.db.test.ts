import { expect, test } from '../../../test/harness.ts';
import { accepted, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { countBy } from './count-usage.ts';

const anyServer = limitsWith([{ uuid: 'a' }]);

test('a priority counts from the next claim on, and moves no row', async ({ sql, clock }) => {
  const first = await runningCampaign({ sql, clock }, 4);
  clock.advance(1);
  const second = await runningCampaign({ sql, clock }, 4);
  const worker = await queueWorld({ sql, clock }, anyServer).worker();
  const claimOne = async () => (await worker.claim(1)).rows.map(({ campaignId }) => campaignId);

  expect(await claimOne()).toEqual([first.id]);
  await sql`update campaigns set priority = 'high' where id = ${second.id}`;
  expect(await claimOne()).toEqual([second.id]);
  await sql`update campaigns set priority = 'low' where id = ${second.id}`;
  expect(await claimOne()).toEqual([first.id]);
  expect(await sql`select distinct priority from email_queue`).toEqual([{ priority: 0 }]);
});

test('a priority given to rows by hand counts before that of any campaign', async ({ sql, clock }) => {
  const high = await runningCampaign({ sql, clock }, 2, { priority: 'high' });
  clock.advance(1);
  const normal = await runningCampaign({ sql, clock }, 3);
  await sql`update email_queue set priority = 1 where subscriber_id = ${normal.subscriberIds[2]!}`;
  await sql`update email_queue set priority = -1 where subscriber_id = ${high.subscriberIds[0]!}`;

  const { rows } = await (await queueWorld({ sql, clock }, anyServer).worker()).claim();
  const order = rows.map(({ campaignId }) => (campaignId === high.id ? 'high' : 'normal'));
  expect(order).toEqual(['normal', 'high', 'normal', 'normal', 'high']);
});

test.for(['oldest', 'fair'] as const)(
  '%s: what leaves first when one campaign is large',
  async (sharing, { sql, clock }) => {
    const large = await runningCampaign({ sql, clock }, 60, { weight: 1 });
    clock.advance(1);
    const small = await runningCampaign({ sql, clock }, 20, { weight: 2 });
    const world = queueWorld({ sql, clock }, anyServer);
    if (sharing === 'fair') world.shareFairly();
    const workers = [await world.worker(), await world.worker()];

    const got = [];
    for (let i = 0; i < 10; i++) {
      const { rows } = await workers[i % 2]!.claim(3);
      got.push(...rows.map(({ campaignId }) => campaignId));
      await workers[i % 2]!.send(rows, accepted);
    }
    const ofSmall = got.filter((id) => id === small.id).length;
    expect(ofSmall).toBe(sharing === 'fair' ? 20 : 0);
    expect(got.filter((id) => id === large.id)).toHaveLength(30 - ofSmall);
  },
);

test('shares are kept of the campaigns that send, whatever was there before', async ({ sql, clock }) => {
  const [a, b] = [await runningCampaign({ sql, clock }, 9), await runningCampaign({ sql, clock }, 9)];
  const world = queueWorld({ sql, clock }, anyServer);
  world.shareFairly();
  const worker = await world.worker();
  await sql`insert into campaign_shares (campaign_id, rank, pass) values (${a.id}, 0, 0), (2000000000, 0, 5)`;
  await worker.claim(3);
  expect(await sql`select campaign_id, rank, pass from campaign_shares order by campaign_id`).toEqual([
    { campaignId: a.id, rank: 0, pass: 1 },
    { campaignId: b.id, rank: 0, pass: 0 },
  ]);

  await sql`update campaign_shares set pass = 9 where campaign_id = ${b.id}`;
  await sql`update campaigns set status = 'paused', paused_by = 'user' where id = ${b.id}`;
  await worker.claim(1);
  expect(await sql`select campaign_id from campaign_shares`).toEqual([{ campaignId: a.id }]);
});

test('fair: a campaign with a full server of its own holds up no other, and each server is used', async ({
  sql,
  clock,
}) => {
  const pinned = await runningCampaign({ sql, clock }, 30, { messenger: 'email-a' });
  const any = await runningCampaign({ sql, clock }, 30);
  const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }, { uuid: 'b' }]));
  world.shareFairly();
  const worker = await world.worker();
  const { rows } = await worker.claim(5, { 'email-a': 'a' });
  expect(countBy(rows)).toEqual(
    new Map([
      ['a', 5],
      ['b', 5],
    ]),
  );
  expect(rows.filter(({ campaignId }) => campaignId === any.id).length).toBeGreaterThanOrEqual(5);
  expect(rows.filter(({ campaignId }) => campaignId === pinned.id).every(({ serverUuid }) => serverUuid === 'a')).toBe(
    true,
  );
});
