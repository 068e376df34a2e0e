import { expect, test } from '../../../test/api.ts';
import { makeCampaign, makeQueueRow, makeSmtpServer } from '../../../test/factories.ts';
import { changeFeed } from './change-feed.ts';
import type { Topic } from './topics-store.ts';

test('tells what has changed, once a second and once for all of it', async ({ deps, sql, clock }) => {
  const feed = changeFeed(deps, () => 0);
  const told: Topic[][] = [];
  const { begun, unfollow } = feed.follow((changed) => told.push(changed));
  const look = async () => {
    clock.advance(1);
    await clock.idle();
    return told.splice(0).flat();
  };
  await begun;
  await clock.idle();
  expect(await look()).toEqual([]);

  const campaign = await makeCampaign(sql, { status: 'running' });
  expect(await look()).toContain('campaigns');

  const row = await makeQueueRow(sql, { campaignId: campaign.id });
  await makeQueueRow(sql, { campaignId: campaign.id });
  await sql`update email_queue set status = 'sent', sent_at = now() where id = ${row.id}`;
  expect((await look()).filter((topic) => topic === 'queue')).toEqual(['queue']);

  const server = await makeSmtpServer(sql);
  expect(await look()).toEqual(['settings']);

  await sql`insert into smtp_server_state (smtp_server_uuid, failures) values (${server.uuid}, 1)`;
  expect(await look()).toEqual(['servers']);
  expect(await look()).toEqual([]);

  unfollow();
  await feed.stop();
});

test('looks only while somebody follows', async ({ deps, clock }) => {
  const feed = changeFeed(deps, () => 0);
  const { unfollow } = feed.follow(() => {});
  await clock.idle();
  unfollow();
  expect(clock.nextWake()).toBe(null);
  feed.follow(() => {});
  await clock.idle();
  await feed.stop();
  expect(clock.nextWake()).toBe(null);
});
