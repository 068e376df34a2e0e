import { explaining, type PlanNode, touched } from '../../../test/explaining.ts';
import { makeCampaign, makeList, makeSmtpServer, makeSubscriber } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { accepted, deferred, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { doneCampaignIds, failingCampaignIds } from '../campaigns/campaign-store.ts';
import { enqueueChunk } from './enqueue.ts';

/*
 * The plans of the queue's statements that ran, on a
 * table that is large beside what each of them is to find. What they cost must not grow with the queue.
 */

const rows = 20_000;
const batch = 100;

const large = ['email_queue', 'attempts', 'subscribers', 'subscriptions'];

function expectFlat(nodes: readonly PlanNode[], atMost: number): void {
  const scans = nodes.filter((node) => node['Node Type'] === 'Seq Scan' && large.includes(node['Relation Name'] ?? ''));
  expect(scans).toEqual([]);
  expect(Math.max(...nodes.map(touched))).toBeLessThan(atMost);
}

test('a claim, its beginning and its settlement look at what they take, not at the queue', async ({
  database,
  sql,
  clock,
}) => {
  const server = await makeSmtpServer(sql);
  await runningCampaign({ sql, clock }, 100);
  const { id } = await runningCampaign({ sql, clock }, rows);
  await sql`
    update email_queue
    set scheduled_at = ${clock.in(3600)}, retry_count = 1
    where campaign_id = ${id} and email_queue.id % 2 = 0
  `;
  await sql`
    insert into attempts (queue_id, campaign_id, smtp_server_uuid, worker_id, message_id, started_at, finished_at, outcome)
    select id, campaign_id, ${server.uuid}, gen_random_uuid(), '', ${clock.now()}, ${clock.now()}, 'deferred'
    from email_queue
  `;
  await sql`analyze`;
  const told = await explaining(database.url);
  const worker = await queueWorld({ sql: told, clock }, limitsWith([{ uuid: server.uuid }])).worker();

  // From the sixth time on, PostgreSQL may use one plan for all parameters.
  for (let time = 0; time < 8; time++) {
    const claimed = await worker.claim(batch);
    expect(claimed.rows).toHaveLength(batch);
    expect(claimed.nextAt).not.toBeNull();
    await worker.send(claimed.rows, time % 2 === 0 ? accepted : deferred);
  }
  await told.end();

  expect(told.nodes.length).toBeGreaterThan(8 * 50);
  expectFlat(told.nodes, 5 * batch);
});

test('enqueueing a small list among many people looks at that list', async ({ database, sql, clock }) => {
  await runningCampaign({ sql, clock }, rows);
  const small = await makeList(sql);
  for (let n = 0; n < 3; n++) await makeSubscriber(sql, { lists: [small.id] });
  const campaign = await makeCampaign(sql, { lists: [small.id], status: 'running' });
  await sql`update campaigns set started_at = ${clock.now()} where id = ${campaign.id}`;
  await sql`analyze`;
  const told = await explaining(database.url);

  expect(await enqueueChunk({ sql: told, clock }, 5_000)).toMatchObject({ count: 3, done: true });
  await told.end();
  expectFlat(told.nodes, 50);
});

test('whether too many messages failed is known without looking at all that did', async ({ database, sql, clock }) => {
  const { id } = await runningCampaign({ sql, clock }, rows);
  await sql`update campaigns set updated_at = ${clock.now()} where id = ${id}`;
  await sql`update email_queue set status = 'failed', updated_at = ${clock.in(60)} where email_queue.id % 2 = 0`;
  await sql`update email_queue set status = 'failed', updated_at = ${clock.in(-60)} where email_queue.id % 2 = 1`;
  await sql`analyze`;
  const told = await explaining(database.url);

  expect(await failingCampaignIds(told, { campaignIds: [id], maxErrors: 10 })).toEqual([id]);
  expect(await doneCampaignIds(told, [id])).toEqual([id]);
  await told.end();
  expectFlat(told.nodes, 50);
});
