import { describe, expect, test } from '../../../../test/api.ts';
import { makeQueueRow, makeSmtpServer } from '../../../../test/factories.ts';
import type { Sql } from '../../db/connect.ts';

const workerId = '11111111-1111-4111-8111-111111111111';

/** What a worker holds and a day has counted, as claims and settlements would have left it. */
async function use(sql: Sql, { uuid, today = 0, inFlight = 0 }: { uuid: string; today?: number; inFlight?: number }) {
  await sql`
    insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent) values (${uuid}, '2026-03-04', ${today})
  `;
  await sql`
    insert into workers (id, host, pid, started_at, expires_at) values (${workerId}, 'test', 1, now(), now())
    on conflict do nothing
  `;
  await sql`insert into permits (worker_id, smtp_server_uuid, in_flight) values (${workerId}, ${uuid}, ${inFlight})`;
}

describe('GET /api/queue/stats', () => {
  test('answers the guide’s counters first', async ({ ask, sql }) => {
    const { campaignId } = await makeQueueRow(sql);
    await makeQueueRow(sql, { campaignId, status: 'sent' });
    await makeQueueRow(sql, { campaignId, status: 'uncertain' });
    const { status, body } = await ask('GET', '/api/queue/stats');
    expect(status).toBe(200);
    expect(Object.entries(body.data)).toEqual([
      ['total_queued', 1],
      ['total_sending', 0],
      ['total_sent', 1],
      ['total_failed', 0],
      ['total_cancelled', 0],
      ['total_uncertain', 1],
      ['is_paused', false],
    ]);
  });
});

describe('GET /api/queue/servers', () => {
  test('answers the guide’s keys first, in its order', async ({ ask, sql, clock }) => {
    const server = await makeSmtpServer(sql, { name: 'email-mail2', dailyLimit: 1000 });
    await use(sql, { uuid: server.uuid, today: 799, inFlight: 1 });
    const { body } = await ask('GET', '/api/queue/servers');
    expect(Object.entries(body.data[0])).toEqual([
      ['uuid', server.uuid],
      ['name', 'email-mail2'],
      ['daily_limit', 1000],
      ['daily_used', 800],
      ['daily_remaining', 200],
      ['from_email', server.fromEmail],
      ['enabled', true],
      ['in_flight', 1],
      ['sliding_window', null],
      ['state', 'ready'],
      ['waiting_for', null],
      ['next_send_at', clock.now().toISOString()],
    ]);
  });

  test('knows no limit, a lowered one, a disabled server and a fault', async ({ ask, sql, clock }) => {
    await sql`insert into settings (key, value) values ('app.timezone', '"Europe/Berlin"')`;
    const unlimited = await makeSmtpServer(sql, { name: 'email-a' });
    const lowered = await makeSmtpServer(sql, { name: 'email-b', dailyLimit: 5 });
    await makeSmtpServer(sql, { name: 'email-c', enabled: false, dailyLimit: 10 });
    const broken = await makeSmtpServer(sql, { name: 'email-d' });
    await use(sql, { uuid: unlimited.uuid, today: 7, inFlight: 2 });
    await use(sql, { uuid: lowered.uuid, today: 9 });
    await sql`
      insert into smtp_server_state (smtp_server_uuid, failures, aside_until, reason)
      values (${broken.uuid}, 3, ${clock.in(20)}, '535 bad credentials')
    `;
    const { body } = await ask('GET', '/api/queue/servers');
    expect(body.data).toMatchObject([
      { daily_limit: 0, daily_used: 9, daily_remaining: null, state: 'ready' },
      {
        daily_limit: 5,
        daily_used: 9,
        daily_remaining: 0,
        state: 'waiting',
        waiting_for: 'The daily limit of email-b is used up; it sends again at 2026-03-05 00:00 Europe/Berlin',
        next_send_at: '2026-03-04T23:00:00.000Z',
      },
      {
        daily_remaining: 10,
        enabled: false,
        state: 'disabled',
        waiting_for: 'email-c is disabled',
        next_send_at: null,
      },
      {
        state: 'set aside',
        waiting_for:
          'After a fault no mail goes to email-d; it is tried again at 13:00:20 Europe/Berlin: 535 bad credentials',
      },
    ]);
  });

  test('tells the sliding window, its own or the account’s', async ({ ask, sql }) => {
    await makeSmtpServer(sql, { slidingWindow: true, slidingWindowRate: 2, slidingWindowDuration: '30m' });
    await makeSmtpServer(sql);
    await ask('PUT', '/api/settings', {
      'app.message_sliding_window': true,
      'app.message_sliding_window_rate': 100,
      'app.message_sliding_window_duration': '90m',
    });
    const { body } = await ask('GET', '/api/queue/servers');
    expect(body.data).toMatchObject([
      { sliding_window: { max: 2, duration: '30m', used: 0, remaining: 2 } },
      { sliding_window: { max: 100, duration: '1h30m', used: 0, remaining: 100 } },
    ]);
  });
});

describe('PUT /api/queue/pause', () => {
  test('pauses and resumes, and servers say so', async ({ ask, sql }) => {
    await makeSmtpServer(sql);
    expect(await ask('PUT', '/api/queue/pause', { paused: true })).toMatchObject({ body: { data: { paused: true } } });
    expect((await ask('GET', '/api/queue/stats')).body.data.is_paused).toBe(true);
    expect((await ask('GET', '/api/queue/servers')).body.data).toMatchObject([
      { state: 'waiting', waiting_for: 'The queue is paused; it goes on when a person resumes it', next_send_at: null },
    ]);
    expect(await ask('PUT', '/api/queue/pause', { paused: false })).toMatchObject({
      body: { data: { paused: false } },
    });
    expect((await ask('GET', '/api/queue/stats')).body.data.is_paused).toBe(false);
  });

  test.for([{}, { paused: 'yes' }, { paused: null }])('refuses %o', async (body, { ask }) => {
    expect(await ask('PUT', '/api/queue/pause', body)).toMatchObject({ status: 400, body: { field: 'paused' } });
  });
});
