import { makeCampaign, makeList, makeQueueRow, makeSubscriber } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { limitsWith, queueWorld, runningCampaign, settlementOf } from '../../../test/queue-world.ts';
import { waitUntilBlocked } from '../../../test/wait-until-blocked.ts';
import { moveCampaign } from '../campaigns/change-campaign-status.ts';
import { takenBack } from '../smtp/outcome.ts';
import { blocklistSubscribers } from '../subscribers/blocklist-subscribers.ts';
import { unsubscribe } from '../subscribers/unsubscribe.ts';
import { cancelIneligible } from './cancel-ineligible.ts';

const limits = limitsWith([{ uuid: 'a' }]);

test('records an attempt for each row, with what its message is made of', async ({ sql, clock }) => {
  const campaign = await runningCampaign({ sql, clock }, 2);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim();
  const begun = await worker.begin(rows);
  expect(begun.map(({ subscriber }) => subscriber.email)).toEqual([
    `c${campaign.id}-1@example.com`,
    `c${campaign.id}-2@example.com`,
  ]);
  expect([...(await sql`select queue_id, worker_id, smtp_server_uuid, outcome from attempts order by id`)]).toEqual(
    rows.map(({ id }) => ({ queueId: id, workerId: worker.id, smtpServerUuid: 'a', outcome: null })),
  );
});

test('nothing begins for a person who left after the claim, and the row is cancelled', async ({ sql, clock }) => {
  const campaign = await runningCampaign({ sql, clock }, 3);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim();
  const [left, blocked] = await sql<
    { id: number; uuid: string }[]
  >`select id, uuid from subscribers order by id limit 2`;
  await unsubscribe({ sql, clock }, { subscriberUuid: left!.uuid, campaignUuid: campaign.uuid });
  await blocklistSubscribers({ sql, clock }, [blocked!.id]);

  const begun = await worker.begin(rows);
  expect(begun.map(({ rowId }) => rowId)).toEqual([rows[2]!.id]);
  const refused = rows.slice(0, 2).map((row) => settlementOf(row, null, takenBack('left'), clock.now()));
  expect(await worker.settle(refused)).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }]);
});

test('those begin whom the campaign would be sent to now, whatever became of them and their subscriptions', async ({
  sql,
  clock,
}) => {
  const campaigns: number[] = [];
  for (const type of ['regular', 'optin'] as const) {
    for (const optins of [['single'], ['double'], ['single', 'double']] as const) {
      const lists = await Promise.all(optins.map((optin) => makeList(sql, { optin })));
      campaigns.push((await makeCampaign(sql, { type, lists: lists.map(({ id }) => id), status: 'running' })).id);
    }
  }
  for (const campaignId of campaigns) {
    const lists = await sql<
      { id: number }[]
    >`select list_id as id from campaign_lists where campaign_id = ${campaignId}`;
    for (const subscriptionStatus of ['unconfirmed', 'confirmed', 'unsubscribed']) {
      for (const status of ['enabled', 'disabled', 'blocklisted'] as const) {
        for (const { id: listId } of lists) {
          const { id: subscriberId } = await makeSubscriber(sql, { status, subscriptionStatus, lists: [listId] });
          await makeQueueRow(sql, { campaignId, subscriberId });
        }
      }
    }
  }
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim();
  const begun = new Set((await worker.begin(rows)).map(({ rowId }) => rowId));
  const audience = await sql<{ id: string }[]>`
    select q.id from email_queue q join campaign_audience a using (campaign_id, subscriber_id) order by q.id
  `;
  expect(rows).toHaveLength(72);
  expect(audience).not.toHaveLength(0);
  expect(begun).toEqual(new Set(audience.map(({ id }) => id)));
});

test('nothing begins once a campaign is paused; the rows wait for it to go on', async ({ sql, clock }) => {
  const campaign = await runningCampaign({ sql, clock }, 2);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim();
  await sql.begin((tx) => moveCampaign(tx, campaign.id, { to: 'paused', actor: 'user', now: clock.now() }));
  expect(await worker.begin(rows)).toEqual([]);
  const settled = await worker.settle(rows.map((row) => settlementOf(row, null, takenBack('paused'), clock.now())));
  expect(settled.map(({ status }) => status)).toEqual(['queued', 'queued']);
});

test('nothing begins under limits that are no longer in force', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 2);
  const world = queueWorld({ sql, clock }, limits);
  const worker = await world.worker();
  const { rows } = await worker.claim();
  await world.setLimits(limitsWith([{ uuid: 'a' }]));
  expect(await worker.begin(rows)).toEqual([]);
});

test('nothing begins for a worker whose lease was taken away', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 2);
  const world = queueWorld({ sql, clock }, limits);
  const worker = await world.worker();
  const { rows } = await worker.claim();
  clock.advance(60);
  await world.sweep();
  expect(await worker.begin(rows)).toEqual([]);
});

test('a beginning waits for an unsubscribe that is being committed, and sees it', async ({ sql, clock }) => {
  const campaign = await runningCampaign({ sql, clock }, 1);
  const worker = await queueWorld({ sql, clock }, limits).worker();
  const { rows } = await worker.claim();
  let beginning: Promise<unknown[]> | undefined;
  await sql.begin(async (tx) => {
    await tx`update subscriptions set status = 'unsubscribed'`;
    await cancelIneligible(tx, { subscriberIds: campaign.subscriberIds, now: clock.now() });
    beginning = worker.begin(rows);
    await waitUntilBlocked(tx);
  });
  expect(await beginning).toEqual([]);
});

test('nothing begins of a row that the worker no longer holds', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const world = queueWorld({ sql, clock }, limits);
  const [one, other] = [await world.worker(), await world.worker()];
  const { rows } = await one.claim();
  await sql`update email_queue set status = 'queued', leased_by = null`;
  expect(await one.begin(rows)).toEqual([]);
  const { rows: taken } = await other.claim();
  expect(await one.begin(rows)).toEqual([]);
  expect(await other.begin(taken)).toHaveLength(1);
});

test('a lease can’t be taken away while a beginning under it is under way', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 1);
  const world = queueWorld({ sql, clock }, limits);
  const worker = await world.worker();
  const { rows } = await worker.claim();
  let beginning: Promise<unknown[]> | undefined;
  await sql.begin(async (tx) => {
    await tx`lock table attempts in share mode`;
    beginning = worker.begin(rows);
    await waitUntilBlocked(tx);
    const taking = sql.begin(async (other) => {
      await other`set local lock_timeout = '20ms'`;
      await other`delete from workers where id = ${worker.id}`;
    });
    await expect(taking).rejects.toThrow('lock timeout');
  });
  expect(await beginning).toHaveLength(1);
  clock.advance(61);
  expect(await world.sweep()).toMatchObject({ uncertain: 1, released: 0 });
});
