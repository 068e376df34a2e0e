import { describe, expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeQueueRow, makeSmtpServer, makeSubscriber } from '../../../../test/factories.ts';
import { waitUntilBlocked } from '../../../../test/wait-until-blocked.ts';
import { countedAt, emptyWindow } from '../../capacity/sliding-window.ts';
import type { Sql } from '../../db/connect.ts';
import { saveWindows } from '../../queue/usage-store.ts';
import { windowToSave } from '../../queue/window-to-save.ts';

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
      ['waiting_for', '1 email waits: no SMTP server is enabled that could send this; it goes on when one is'],
      ['next_send_at', null],
    ]);
  });

  test('says what all of it waits for, until something can be sent', async ({ ask, sql }) => {
    const stats = async () => {
      const { body } = await ask('GET', '/api/queue/stats');
      return [body.data.waiting_for, body.data.next_send_at];
    };
    expect(await stats()).toEqual([null, null]); // it is empty

    const campaign = await makeCampaign(sql, { status: 'running' });
    await makeQueueRow(sql, { campaignId: campaign.id });
    expect(await stats()).toEqual([
      '1 email waits: no SMTP server is enabled that could send this; it goes on when one is',
      null,
    ]);

    await makeSmtpServer(sql);
    expect(await stats()).toEqual([null, null]);

    await ask('PUT', '/api/settings', {
      'app.send_time_start': '13:00',
      'app.send_time_end': '14:00',
      'app.timezone': 'UTC',
    });
    expect(await stats()).toEqual([
      '1 email waits: the send window is closed; it opens at 13:00 UTC',
      '2026-03-04T13:00:00.000Z',
    ]);

    await ask('PUT', '/api/queue/pause', { paused: true });
    expect(await stats()).toEqual(['1 email waits: the queue is paused; it goes on when a person resumes it', null]);

    await ask('PUT', `/api/campaigns/${campaign.id}/status`, { status: 'paused' });
    expect(await stats()).toEqual([
      '1 email waits: all campaigns in the queue are paused; it goes on when a person resumes one',
      null,
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
      ['max_conns', 10],
      ['sliding_window', null],
      ['daily_limit_period', 'calendar'],
      ['limits', []],
      ['state', 'ready'],
      ['waiting_for', null],
      ['next_send_at', clock.now().toISOString()],
      ['health', 'healthy'],
      ['health_reason', null],
      ['health_since', null],
      ['health_until', null],
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

test('tells further limits, and the daily limit by the day in force', async ({ ask, sql, clock }) => {
  const server = { name: 'mail2', host: 'mail2.example.com', port: 587, daily_limit: 5 };
  const limits = [
    { max: 16, period: '60s' },
    { max: 600, period: '1h' },
  ];
  const saved = await ask('PUT', '/api/settings', {
    'app.timezone': 'UTC',
    smtp: [{ ...server, daily_limit_period: 'rolling', limits }],
  });
  expect(saved.status).toBe(200);
  const [{ uuid }] = await sql<[{ uuid: string }]>`select uuid from smtp_servers`;
  await use(sql, { uuid, today: 1 });
  const windows = [
    { key: `${uuid}:day`, periodMs: 86_400_000, count: 4 },
    { key: `${uuid}:60000`, periodMs: 60_000, count: 16 },
  ];
  for (const { key, periodMs, count } of windows) {
    const window = countedAt(emptyWindow(periodMs), clock.now().getTime(), count);
    await saveWindows(sql, [windowToSave(key, window, { now: clock.now(), lagMs: 0 })]);
  }
  expect((await ask('GET', '/api/queue/servers')).body.data).toMatchObject([
    {
      ...{ daily_limit: 5, daily_limit_period: 'rolling', daily_used: 4, daily_remaining: 1 },
      limits: [
        { max: 16, period: '1m', used: 16, remaining: 0 },
        { max: 600, period: '1h', used: 0, remaining: 600 },
      ],
      waiting_for: expect.stringMatching(/^The limit per 1m of email-mail2 is used up; it sends again at 12:01:0/),
    },
  ]);
});

/** A server that has been parked for 10 seconds and is for 20 more. */
async function parkedServer(sql: Sql, clock: { in(seconds: number): Date }) {
  const server = await makeSmtpServer(sql, { name: 'email-d' });
  await sql`
    insert into smtp_server_state (smtp_server_uuid, failures, aside_until, reason, health_changed_at, slowed_interval_ms)
    values (${server.uuid}, 3, ${clock.in(20)}, '421 slow down', ${clock.in(-10)}, 5000)
  `;
  await sql`
    insert into smtp_server_events (smtp_server_uuid, at, from_health, to_health, reply, until, campaign_id)
    values (${server.uuid}, ${clock.in(-10)}, 'probing', 'parked', '421 slow down', ${clock.in(20)}, 7)
  `;
  return server;
}

describe('the health of a server', () => {
  test('says since when, until when, and why', async ({ ask, sql, clock }) => {
    await parkedServer(sql, clock);
    const health = async () => {
      const { health, health_reason, health_since, health_until } = (await ask('GET', '/api/queue/servers')).body
        .data[0];
      return [health, health_reason, health_since, health_until];
    };
    const at = (seconds: number) => clock.in(seconds).toISOString();
    const [before, end] = [at(-10), at(20)];
    expect(await health()).toEqual(['parked', '421 slow down', before, end]);
    clock.advance(20);
    expect(await health()).toEqual(['probing', '421 slow down', end, null]);
    await sql`update smtp_server_state set failures = 0, aside_until = null`;
    expect(await health()).toEqual(['slowed', '421 slow down', before, null]);
  });

  test('a slowed server, and one being probed, say why it waits and until when', async ({ ask, sql, clock }) => {
    const { uuid } = await parkedServer(sql, clock);
    const waiting = async () => (await ask('GET', '/api/queue/servers')).body.data[0].waiting_for;
    await sql`update smtp_server_state set failures = 0, aside_until = null, last_used_at = ${clock.now()}`;
    expect(await waiting()).toBe(
      'email-d is slowed after a throttling reply; it sends again at 12:00:05 UTC: 421 slow down',
    );
    await use(sql, { uuid, inFlight: 1 });
    expect(await waiting()).toBe(
      'email-d is slowed after a throttling reply; one message is under way, the next follows its outcome: 421 slow down',
    );
    await sql`update smtp_server_state set failures = 1`;
    expect(await waiting()).toBe(
      'One message is trying email-d after a fault; more follow when its outcome is known: 421 slow down',
    );
  });

  test('can be probed at a person’s word, which the log remembers', async ({ ask, sql, clock }) => {
    const { uuid } = await parkedServer(sql, clock);
    const probe = () => ask('PUT', `/api/queue/servers/${uuid}/health`, { action: 'probe_now' });
    expect(await probe()).toMatchObject({ status: 200, body: { data: true } });
    expect((await ask('GET', '/api/queue/servers')).body.data).toMatchObject([{ health: 'probing', state: 'ready' }]);
    const events = `/api/queue/servers/${uuid}/events`;
    expect((await ask('GET', events)).body.data).toMatchObject({
      total: 2,
      results: [
        {
          from: 'parked',
          to: 'probing',
          reply: 'Probed by hand',
          changed_by: 'tester',
          campaign_id: null,
          until: null,
        },
        {
          ...{ from: 'probing', to: 'parked', reply: '421 slow down', changed_by: null, campaign_id: 7 },
          ...{ at: clock.in(-10).toISOString(), until: clock.in(20).toISOString() },
        },
      ],
    });
    expect((await ask('GET', `${events}?page=2&per_page=1`)).body.data).toMatchObject({
      ...{ page: 2, per_page: 1, total: 2 },
      results: [{ to: 'parked' }],
    });
    expect(await probe()).toMatchObject({ status: 409, body: { field: 'action', health: 'probing' } });
  });

  test('names what is wrong with a request', async ({ ask, sql, clock }) => {
    const { uuid } = await parkedServer(sql, clock);
    const put = (server: string, body: unknown) => ask('PUT', `/api/queue/servers/${server}/health`, body);
    expect(await put(uuid, { action: 'heal' })).toMatchObject({ status: 400, body: { field: 'action' } });
    expect(await put('none', { action: 'probe_now' })).toMatchObject({ status: 400, body: { field: 'uuid' } });
    expect(await ask('GET', '/api/queue/servers/none/events')).toMatchObject({ status: 400, body: { field: 'uuid' } });
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

describe('GET /api/queue/items', () => {
  test('answers rows with their people, the newest first', async ({ ask, sql }) => {
    const list = await makeList(sql);
    const campaign = await makeCampaign(sql, { name: 'Spring', lists: [list.id], status: 'running' });
    const ann = await makeSubscriber(sql, { email: 'ann@example.com', name: 'Ann' });
    await makeQueueRow(sql, { campaignId: campaign.id, subscriberId: ann.id });
    const row = await makeQueueRow(sql, { campaignId: campaign.id, subscriberId: 999_999, status: 'failed' });
    const { status, body } = await ask('GET', `/api/queue/items?campaign_id=${campaign.id}`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ total: 2, page: 1, per_page: 20 });
    expect(body.data.results).toEqual([
      expect.objectContaining({ id: Number(row.id), status: 'failed', subscriber_email: null, subscriber_name: null }),
      {
        id: expect.any(Number),
        campaign_id: campaign.id,
        campaign_name: 'Spring',
        subscriber_id: ann.id,
        subscriber_email: 'ann@example.com',
        subscriber_name: 'Ann',
        status: 'queued',
        priority: 0,
        scheduled_at: '1970-01-01T00:00:00.000Z',
        sent_at: null,
        assigned_smtp_server_uuid: null,
        retry_count: 0,
        last_error: null,
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
  });

  test('filters by each of its parameters, and pages', async ({ ask, sql }) => {
    const bob = await makeSubscriber(sql, { email: 'Bob_1@example.com' });
    const one = await makeQueueRow(sql, { status: 'sent', assignedSmtpServerUuid: 'abc-123' });
    const { campaignId } = one;
    const two = await makeQueueRow(sql, { campaignId, subscriberId: bob.id, status: 'failed' });
    const three = await makeQueueRow(sql, { campaignId, status: 'uncertain' });
    const other = await makeQueueRow(sql);
    const ids = async (query: string) => {
      const { body } = await ask('GET', `/api/queue/items?${query}`);
      return { ids: body.data.results.map(({ id }: { id: number }) => String(id)), total: body.data.total };
    };
    expect(await ids('')).toEqual({ ids: [other.id, three.id, two.id, one.id], total: 4 });
    expect(await ids(`campaign_id=${campaignId}`)).toEqual({ ids: [three.id, two.id, one.id], total: 3 });
    expect(await ids(`campaign_id=${campaignId}&per_page=2&page=2`)).toEqual({ ids: [one.id], total: 3 });
    expect(await ids('status=sent&status=failed')).toEqual({ ids: [two.id, one.id], total: 2 });
    expect(await ids('smtp_server_uuid=abc-123')).toEqual({ ids: [one.id], total: 1 });
    expect(await ids('subscriber=bob_1')).toEqual({ ids: [two.id], total: 1 });
    expect(await ids('subscriber=bo%25')).toEqual({ ids: [], total: 0 });
    expect(await ids('campaign_id=2147483647')).toEqual({ ids: [], total: 0 });
  });

  test.for([
    ['status', 'status=lost'],
    ['campaign_id', 'campaign_id=x'],
    ['campaign_id', 'campaign_id=2147483648'],
    ['per_page', 'per_page=1001'],
    ['page', 'page=0'],
  ])('refuses a bad %s: %s', async ([field, query], { ask }) => {
    expect(await ask('GET', `/api/queue/items?${query}`)).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect((await ask('GET', `/api/queue/items?${query}`)).body.message).toContain(field);
  });

  test('answers one row with its attempts and the replies', async ({ ask, sql, clock }) => {
    const row = await makeQueueRow(sql, { status: 'failed' });
    await sql`
      insert into attempts (queue_id, campaign_id, smtp_server_uuid, worker_id, message_id, started_at, finished_at,
        outcome, seen, reply)
      values
        (${row.id}, ${row.campaignId}, 'abc-123', ${workerId}, '<a@example.com>', ${clock.now()}, ${clock.in(1)},
          'rejected', true, '550 5.1.1 no such user'),
        (${row.id}, ${row.campaignId}, 'def-456', ${workerId}, '<b@example.com>', ${clock.in(60)}, null, null, null, null)
    `;
    const { body } = await ask('GET', `/api/queue/items/${row.id}`);
    expect(body.data).toMatchObject({ id: Number(row.id), status: 'failed', campaign_id: row.campaignId });
    expect(body.data.attempts).toEqual([
      {
        id: expect.any(Number),
        smtp_server_uuid: 'abc-123',
        message_id: '<a@example.com>',
        started_at: clock.now().toISOString(),
        finished_at: clock.in(1).toISOString(),
        outcome: 'rejected',
        reply: '550 5.1.1 no such user',
      },
      expect.objectContaining({ smtp_server_uuid: 'def-456', finished_at: null, outcome: null, reply: null }),
    ]);
  });

  test.for(['9007199254740991', '0', 'x'])('knows no row %s', async (id, { ask }) => {
    expect(await ask('GET', `/api/queue/items/${id}`)).toMatchObject({ status: 400, body: { field: 'id' } });
    expect(await ask('PUT', `/api/queue/${id}/cancel`)).toMatchObject({ status: 400, body: { field: 'id' } });
    expect(await ask('PUT', `/api/queue/${id}/retry`)).toMatchObject({ status: 400, body: { field: 'id' } });
  });
});

/** A campaign that is over but for the status of this one row. */
async function lastRow(sql: Sql, status: string, campaignStatus = 'running') {
  const list = await makeList(sql);
  const { id: campaignId } = await makeCampaign(sql, { lists: [list.id], status: campaignStatus });
  await sql`update campaigns set queued_at = now() where id = ${campaignId}`;
  const { id: subscriberId } = await makeSubscriber(sql, { lists: [list.id] });
  return makeQueueRow(sql, { campaignId, subscriberId, status, retryCount: 5, assignedSmtpServerUuid: 'abc-123' });
}

const statusOf = async (sql: Sql, { id }: { id: string }) =>
  (
    await sql`
      select q.status, c.status as campaign from email_queue q join campaigns c on c.id = q.campaign_id where q.id = ${id}
    `
  )[0];

describe('PUT /api/queue/:id/cancel', () => {
  test.for(['queued', 'uncertain'])(
    'cancels a row that is %s; the campaign may be done with it',
    async (status, { ask, sql }) => {
      const row = await lastRow(sql, status);
      expect(await ask('PUT', `/api/queue/${row.id}/cancel`)).toMatchObject({ status: 200, body: { data: true } });
      expect((await ask('GET', `/api/queue/items/${row.id}`)).body.data).toMatchObject({
        status: 'cancelled',
        last_error: 'cancelled by the operator',
      });
      expect(await statusOf(sql, row)).toEqual({ status: 'cancelled', campaign: 'finished' });
    },
  );

  test.for(['sending', 'sent', 'failed', 'cancelled'])(
    'refuses a row that is %s, by name',
    async (status, { ask, sql }) => {
      const row = await lastRow(sql, status);
      expect(await ask('PUT', `/api/queue/${row.id}/cancel`)).toMatchObject({
        status: 400,
        body: { message: `Email ${row.id} is ${status}, only queued or uncertain ones can be cancelled`, status },
      });
      expect(await statusOf(sql, row)).toEqual({ status, campaign: 'running' });
    },
  );

  test('does not overwrite what a worker claims at the same moment', async ({ ask, sql }) => {
    const row = await lastRow(sql, 'queued');
    const answer = await sql.begin(async (tx) => {
      await tx`update email_queue set status = 'sending' where id = ${row.id}`;
      const asked = ask('PUT', `/api/queue/${row.id}/cancel`);
      await waitUntilBlocked(tx);
      return { asked };
    });
    expect(await answer.asked).toMatchObject({ status: 400, body: { status: 'sending' } });
  });
});

describe('PUT /api/queue/:id/retry', () => {
  test.for(['failed', 'cancelled', 'uncertain'])(
    'queues a row that is %s as if it were new',
    async (status, { ask, sql, clock }) => {
      const row = await lastRow(sql, status);
      expect(await ask('PUT', `/api/queue/${row.id}/retry`)).toMatchObject({ status: 200, body: { data: true } });
      expect((await ask('GET', `/api/queue/items/${row.id}`)).body.data).toMatchObject({
        status: 'queued',
        retry_count: 0,
        assigned_smtp_server_uuid: null,
        scheduled_at: clock.now().toISOString(),
      });
    },
  );

  test('makes a finished campaign run again, and leaves a pause alone', async ({ ask, sql }) => {
    const finished = await lastRow(sql, 'failed', 'finished');
    await ask('PUT', `/api/queue/${finished.id}/retry`);
    expect(await statusOf(sql, finished)).toEqual({ status: 'queued', campaign: 'running' });

    const paused = await lastRow(sql, 'failed', 'paused');
    await ask('PUT', `/api/queue/${paused.id}/retry`);
    expect(await statusOf(sql, paused)).toEqual({ status: 'queued', campaign: 'paused' });
  });

  test.for(['queued', 'sending', 'sent'])('refuses a row that is %s, by name', async (status, { ask, sql }) => {
    const row = await lastRow(sql, status, 'finished');
    expect(await ask('PUT', `/api/queue/${row.id}/retry`)).toMatchObject({
      status: 400,
      body: {
        message: `Email ${row.id} is ${status}, only failed, cancelled or uncertain ones can be retried`,
        status,
      },
    });
    expect(await statusOf(sql, row)).toEqual({ status, campaign: 'finished' });
  });

  test('refuses a row of a cancelled campaign, and one whose subscriber has left', async ({ ask, sql }) => {
    const cancelled = await lastRow(sql, 'failed', 'cancelled');
    const refused = await ask('PUT', `/api/queue/${cancelled.id}/retry`);
    expect(refused).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('campaign that is cancelled') },
    });

    const left = await lastRow(sql, 'failed');
    await sql`update subscriptions set status = 'unsubscribed'`;
    const gone = await ask('PUT', `/api/queue/${left.id}/retry`);
    expect(gone).toMatchObject({ status: 400, body: { message: expect.stringContaining('no longer mail') } });
    expect(await statusOf(sql, left)).toEqual({ status: 'failed', campaign: 'running' });
  });
});
