import { onTestFinished } from 'vitest';
import { expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeSmtpServer, makeSubscriber } from '../../../../test/factories.ts';
import type { Sql } from '../../db/connect.ts';
import { type SinkOptions, smtpSink } from '../../smtp/sink.ts';

/** A campaign, its reader Grace, and an SMTP server with a sink behind it; in UTC. */
async function makeWorld(
  sql: Sql,
  { sink: options = {}, ...server }: Parameters<typeof makeSmtpServer>[1] & { sink?: SinkOptions } = {},
) {
  const sink = await smtpSink({ keepRaw: true, ...options });
  onTestFinished(() => sink.stop());
  await sql`insert into settings (key, value) values ('app.timezone', '"UTC"')`;
  const { uuid } = await makeSmtpServer(sql, { name: 'email-mail2', port: sink.port, ...server });
  const list = await makeList(sql);
  const reader = { email: 'grace@example.com', name: 'Grace Hopper', lists: [list.id] };
  const { id: readerId } = await makeSubscriber(sql, reader);
  const campaign = await makeCampaign(sql, {
    lists: [list.id],
    subject: 'Hello {{ subscriber.first_name }}',
    body: '<p>Dear {{ subscriber.name }}</p>',
  });
  return { sink, uuid, readerId, url: `/api/campaigns/${campaign.id}/test` };
}

const grace = { subscribers: ['GRACE@Example.com', 'grace@example.com'] };
const used = async (sql: Sql) => {
  const [row] = await sql`
    select
      coalesce((select sum(emails_sent) from smtp_daily_usage), 0)::int as today,
      (select count(*) from attempts where seen)::int as attempts,
      (select coalesce(sum(in_flight), 0) from permits)::int as in_flight,
      (select count(*) from workers)::int as workers,
      (select count(*) from email_queue)::int as queued
  `;
  return row;
};

test('sends the campaign as the subscriber would get it, counts it, and leaves no queue row', async ({ ask, sql }) => {
  const { sink, url } = await makeWorld(sql, {
    dailyLimit: 10,
    slidingWindow: true,
    slidingWindowRate: 5,
    slidingWindowDuration: '1h',
  });
  expect(await ask('POST', url, grace)).toMatchObject({ status: 200, body: { data: true } });
  expect(sink.ledger).toMatchObject([{ to: 'grace@example.com' }]);
  const raw = sink.ledger[0]!.raw!.toString();
  expect(raw).toContain('\r\nSubject: Hello Grace\r\n');
  expect(raw).toMatch(/<p>Dear=20=\r\nGrace Hopper=\r\n<\/p>/);
  expect(raw).toContain('\r\nList-Unsubscribe: <http');
  expect(await used(sql)).toEqual({ today: 1, attempts: 1, inFlight: 0, workers: 0, queued: 0 });
  const [server] = (await ask('GET', '/api/queue/servers')).body.data;
  expect(server).toMatchObject({ daily_used: 1, sliding_window: { used: 1, remaining: 4 } });
  expect((await ask('GET', url.replace('/test', ''))).body.data).toMatchObject({
    status: 'draft',
    sent: 0,
    to_send: 0,
  });
});

test('sends changes without saving them', async ({ ask, sql }) => {
  const { sink, url } = await makeWorld(sql);
  const changes = { subject: 'Other', messenger: 'email-mail2', from_email: 'Ada <ada@example.com>' };
  expect((await ask('POST', url, { ...grace, ...changes })).status).toBe(200);
  expect(sink.ledger).toMatchObject([{ from: 'ada@example.com' }]);
  expect(sink.ledger[0]!.raw!.toString()).toContain('\r\nSubject: Other\r\n');
  expect((await ask('GET', url.replace('/test', ''))).body.data.subject).toBe('Hello {{ subscriber.first_name }}');
});

test('tests at once take no more than the limit, and the rest are told which it is', async ({ ask, sql }) => {
  const { sink, url } = await makeWorld(sql, { dailyLimit: 3 });
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask('POST', url, grace)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429]);
  expect(sink.ledger).toHaveLength(3);
  expect(await ask('POST', url, grace)).toMatchObject({
    status: 429,
    body: {
      code: 'rate_limited',
      message: 'The daily limit of email-mail2 is used up; it sends again at 2026-03-05 00:00 UTC',
      next_send_at: '2026-03-05T00:00:00.000Z',
    },
  });
});

test('when not all can go, none does', async ({ ask, sql }) => {
  const { sink, url } = await makeWorld(sql, { dailyLimit: 1 });
  await makeSubscriber(sql, { email: 'ada@example.com' });
  expect(await ask('POST', url, { subscribers: ['ada@example.com', ...grace.subscribers] })).toMatchObject({
    status: 429,
    body: { message: 'The limits allow 1 of these 2 messages now' },
  });
  expect(sink.ledger).toEqual([]);
  expect(await used(sql)).toEqual({ today: 0, attempts: 0, inFlight: 0, workers: 0, queued: 0 });
});

test.for<[string, (sql: Sql, uuid: string) => Promise<unknown>, object, RegExp]>([
  [
    'the send window',
    (sql) => sql`insert into settings values ('app.send_time_start', '"13:00"'), ('app.send_time_end', '"14:00"')`,
    {},
    /^The send window is closed; it opens at 13:00 UTC$/,
  ],
  ['the pause', (sql) => sql`insert into settings values ('app.queue_paused', 'true')`, {}, /^The queue is paused/],
  [
    'the account’s limit',
    (sql) => sql`
      with hourly as (insert into settings values ('app.account_rate_limit_per_hour', '1'))
      insert into attempts (smtp_server_uuid, worker_id, message_id, started_at, finished_at, outcome, seen)
      values ('x', gen_random_uuid(), 'm', '2026-03-04 11:59Z', '2026-03-04 11:59Z', 'deferred', true)
    `,
    {},
    /^The account's limit per hour is used up/,
  ],
  [
    'a fault of the server',
    (sql, uuid) => sql`
      insert into smtp_server_state (smtp_server_uuid, failures, aside_until, reason)
      values (${uuid}, 1, '2026-03-04 12:01Z', 'refused')
    `,
    {},
    /^After a fault no mail goes to email-mail2; it is tried again at 12:01 UTC: refused$/,
  ],
  [
    'its own server',
    (sql) => sql`update smtp_servers set enabled = false`,
    { messenger: 'email-mail2' },
    /^email-mail2 is disabled or gone/,
  ],
])('is held back by %s', async ([, prepare, changes, message], { ask, sql }) => {
  const { sink, uuid, url } = await makeWorld(sql);
  await prepare(sql, uuid);
  const answer = await ask('POST', url, { ...grace, ...changes });
  expect(answer).toMatchObject({ status: 429, body: { message: expect.stringMatching(message) } });
  expect(sink.ledger).toEqual([]);
});

test.for<[string, object]>([
  ['subscribers', {}],
  ['subscribers', { subscribers: [] }],
  ['subscribers', { subscribers: ['nobody'] }],
  ['subscribers', { subscribers: ['stranger@example.com'] }],
  ['subscribers', { subscribers: ['left@example.com'] }],
  ['subscribers[0]', { subscribers: [1] }],
  ['body', { ...grace, body: '{{ x }}' }],
  ['messenger', { ...grace, messenger: 'email-nowhere' }],
])('refuses bad %s: %o', async ([field, body], { ask, sql }) => {
  const { sink, url } = await makeWorld(sql);
  await makeSubscriber(sql, { email: 'left@example.com', status: 'blocklisted' });
  expect(await ask('POST', url, body)).toMatchObject({ status: 400, body: { field } });
  expect(sink.ledger).toEqual([]);
  expect((await ask('POST', '/api/campaigns/2000000000/test', grace)).status).toBe(400);
});

test('tells what the server said when it refuses, and that counts too', async ({ ask, sql }) => {
  const { url } = await makeWorld(sql, {
    sink: { script: (stage) => (stage === 'rcpt' ? { code: 550, text: '5.1.1 No such user' } : undefined) },
  });
  expect(await ask('POST', url, grace)).toMatchObject({
    status: 409,
    body: {
      message: '1 of 1 test messages not accepted; email-mail2: 550 5.1.1 No such user',
      outcomes: ['rejected'],
    },
  });
  expect(await used(sql)).toMatchObject({ today: 0, attempts: 1, inFlight: 0, workers: 0 });
});
