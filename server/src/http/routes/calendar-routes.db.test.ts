import ICAL from 'ical.js';
import { expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeQueueRow, makeSmtpServer, makeSubscriber } from '../../../../test/factories.ts';

const window = { 'app.timezone': 'UTC', 'app.send_time_start': '08:00', 'app.send_time_end': '20:00' };

test('GET /api/capacity/calendar: used today, reserved by campaigns that run or are scheduled, free', async ({
  ask,
  sql,
  clock,
}) => {
  clock.set(new Date('2026-11-24T09:00:00Z'));
  await ask('PUT', '/api/settings', window);
  const mail2 = await makeSmtpServer(sql, { name: 'email-relay', dailyLimit: 5 });
  await makeSmtpServer(sql, { dailyLimit: 100, enabled: false });
  await sql`
    insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent) values (${mail2.uuid}, '2026-11-24', 2)
  `;
  const running = await makeCampaign(sql, { name: 'News', status: 'running' });
  await sql`update campaigns set queued_at = ${clock.now()} where id = ${running.id}`;
  for (let n = 0; n < 4; n++) await makeQueueRow(sql, { campaignId: running.id });
  const list = await makeList(sql);
  await makeSubscriber(sql, { lists: [list.id] });
  const later = await makeCampaign(sql, { name: 'Later', status: 'scheduled', lists: [list.id] });
  await sql`update campaigns set send_at = '2026-11-26T10:00:00Z' where id = ${later.id}`;
  await makeCampaign(sql, { status: 'draft', lists: [list.id] });

  const { status, body } = await ask('GET', '/api/capacity/calendar?days=3');
  expect(status).toBe(200);
  const servers = (limit: number, used: number, reserved: number, free: number) => [
    { uuid: mail2.uuid, name: 'email-relay', limit, used, reserved, free },
  ];
  expect(body.data).toEqual({
    computed_at: '2026-11-24T09:00:00.000Z',
    timezone: 'UTC',
    condition: null,
    days: [
      { day: '2026-11-24', limit: 5, used: 2, reserved: 3, free: 0, servers: servers(5, 2, 3, 0) },
      { day: '2026-11-25', limit: 5, used: 0, reserved: 1, free: 4, servers: servers(5, 0, 1, 4) },
      { day: '2026-11-26', limit: 5, used: 0, reserved: 1, free: 4, servers: servers(5, 0, 1, 4) },
    ],
    campaigns: [
      { id: running.id, name: 'News', reserved: 4, finish_at: '2026-11-25T08:00:00.000Z' },
      { id: later.id, name: 'Later', reserved: 1, finish_at: '2026-11-26T10:00:00.000Z' },
    ],
  });
  expect((await ask('GET', '/api/capacity/calendar')).body.data.days).toHaveLength(14);
  expect((await ask('GET', '/api/capacity/calendar?days=61')).status).toBe(400);
  await ask('PUT', '/api/queue/pause', { paused: true });
  expect((await ask('GET', '/api/capacity/calendar')).body.data.condition).toBe('the queue is resumed now');
});

test('GET /api/capacity/calendar.ics asks calendar programs for a password, and gives them events', async ({ ask }) => {
  const asked = await ask('GET', '/api/capacity/calendar.ics', undefined, { as: null });
  expect(asked.status).toBe(401);
  expect(asked.headers['www-authenticate']).toBe('Basic realm="Sluice"');

  const { status, body, headers } = await ask('GET', '/api/capacity/calendar.ics');
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
  const events = new ICAL.Component(ICAL.parse(body)).getAllSubcomponents('vevent');
  expect(events.map((event) => event.getFirstPropertyValue('summary'))).toEqual(Array(14).fill('Nothing can be sent'));
});
