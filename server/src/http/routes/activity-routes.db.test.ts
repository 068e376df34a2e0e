import { expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeQueueRow, makeSmtpServer, makeSubscriber } from '../../../../test/factories.ts';

test("a subscriber's history has subscriptions, every email with its attempts, and bounces", async ({ sql, ask }) => {
  const server = await makeSmtpServer(sql);
  const list = await makeList(sql, { name: 'News' });
  const ada = await makeSubscriber(sql, { lists: [list.id], subscriptionStatus: 'unsubscribed' });
  const [first, second] = [await makeCampaign(sql, { name: 'First' }), await makeCampaign(sql, { name: 'Second' })];
  const row = await makeQueueRow(sql, { campaignId: first.id, subscriberId: ada.id, status: 'failed' });
  await makeQueueRow(sql, { campaignId: second.id, subscriberId: ada.id });
  await makeQueueRow(sql, { campaignId: second.id });
  await sql`
    insert into attempts (queue_id, campaign_id, smtp_server_uuid, worker_id, message_id, started_at, finished_at, outcome, reply)
    values (${row.id}, ${first.id}, ${server.uuid}, gen_random_uuid(), '<a@b>', now(), now(), 'rejected', '550 5.1.1 no such user')
  `;
  await ask('POST', '/webhooks/bounce', { subscriber_uuid: ada.uuid, type: 'hard', source: 'postfix' });

  const history = {
    subscriptions: [{ name: 'News', subscription_status: 'unsubscribed' }],
    messages: [
      { campaign_name: 'Second', status: 'queued', attempts: [] },
      {
        campaign_name: 'First',
        status: 'failed',
        attempts: [{ outcome: 'rejected', reply: '550 5.1.1 no such user' }],
      },
    ],
    bounces: [{ type: 'hard', source: 'postfix' }],
  };
  expect((await ask('GET', `/api/subscribers/${ada.id}/activity`)).body.data).toMatchObject(history);
  const exported = await ask('GET', `/api/subscribers/${ada.id}/export`);
  expect(exported.body).toMatchObject({ profile: [{ email: ada.email }], ...history });
  expect(await ask('GET', '/api/subscribers/99999/activity')).toMatchObject({ status: 400, body: { field: 'id' } });
});
