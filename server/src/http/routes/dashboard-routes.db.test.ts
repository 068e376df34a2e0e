import { expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeQueueRow, makeSubscriber } from '../../../../test/factories.ts';

test('GET /api/dashboard/counts answers in listmonk’s shape', async ({ ask, sql }) => {
  const list = await makeList(sql, { type: 'public', optin: 'double' });
  await makeList(sql);
  await makeSubscriber(sql, { lists: [list.id] });
  await makeSubscriber(sql, { status: 'blocklisted' });
  const campaign = await makeCampaign(sql, { status: 'running' });
  await makeCampaign(sql);
  await makeQueueRow(sql, { campaignId: campaign.id, status: 'sent' });
  await makeQueueRow(sql, { campaignId: campaign.id });
  const { status, body } = await ask('GET', '/api/dashboard/counts');
  expect(status).toBe(200);
  const { total } = body.data.subscribers; // queue rows have subscribers too
  expect(body.data).toEqual({
    subscribers: { total, blocklisted: 1, orphans: total - 1 },
    lists: { total: 2, private: 1, public: 1, optin_single: 1, optin_double: 1 },
    campaigns: {
      total: 2,
      by_status: { draft: 1, scheduled: 0, running: 1, paused: 0, finished: 0, cancelled: 0 },
    },
    messages: 1,
  });
});

test('GET /api/dashboard/charts has each of the last 30 days in the time zone, today last', async ({
  ask,
  sql,
  clock,
}) => {
  await ask('PUT', '/api/settings', { 'app.timezone': 'Asia/Tokyo' });
  clock.set(new Date('2026-03-04T16:00:00Z')); // the 5th in Tokyo
  await sql`
    insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent)
    values ('a', '2026-03-05', 4), ('b', '2026-03-05', 3), ('a', '2026-02-04', 2), ('a', '2026-02-03', 1)
  `;
  const { body } = await ask('GET', '/api/dashboard/charts');
  expect(body.data).toMatchObject({ link_clicks: [], campaign_views: [] });
  expect(body.data.messages).toHaveLength(30);
  expect(body.data.messages.at(-1)).toEqual({ date: '2026-03-05', count: 7 });
  expect(body.data.messages.slice(0, 2)).toEqual([
    { date: '2026-02-04', count: 2 },
    { date: '2026-02-05', count: 0 },
  ]);
});
