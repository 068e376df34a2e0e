import { type Ask, expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeSmtpServer, makeSubscriber } from '../../../../test/factories.ts';
import type { Sql } from '../../db/connect.ts';

const sendWindow = { 'app.timezone': 'UTC', 'app.send_time_start': '08:00', 'app.send_time_end': '20:00' };

async function people(sql: Sql, count: number, listId: number) {
  await sql`
    with people as (
      insert into subscribers (email) select 'person' || n || '@example.com' from generate_series(1, ${count}::int) n
      returning id
    )
    insert into subscriptions (list_id, subscriber_id, status) select ${listId}, id, 'confirmed' from people
  `;
}

async function draftTo(sql: Sql, count: number, more: { status?: string; priority?: 'high' } = {}) {
  const list = await makeList(sql);
  await people(sql, count, list.id);
  return makeCampaign(sql, { lists: [list.id], ...more });
}

const planOf = async (ask: Ask, id: number, supposed?: object) => {
  const { status, body } = supposed
    ? await ask('POST', `/api/campaigns/${id}/plan`, supposed)
    : await ask('GET', `/api/campaigns/${id}/plan`);
  expect(body).toMatchObject({ data: {} });
  expect(status).toBe(200);
  return body.data;
};

test('the plan of a draft: when, by which servers, and why not sooner', async ({ sql, clock, ask }) => {
  clock.set(new Date('2026-11-24T08:00:00Z'));
  for (let n = 0; n < 3; n++) await makeSmtpServer(sql, { dailyLimit: 10 });
  await ask('PUT', '/api/settings', sendWindow);
  const campaign = await draftTo(sql, 100);

  const plan = await planOf(ask, campaign.id);
  expect(plan).toMatchObject({
    finish_at: '2026-11-27T08:00:00.000Z',
    sentence:
      'This campaign will complete in 3 days, if it is started now: Friday 27 Nov, 08:00. 3 servers at their daily limits hold it back.',
    never: null,
    remaining: 100,
    sending_days: 4,
    capacity_per_day: 30,
    competing: [],
    advice: null,
  });
  expect(plan.days.map(({ sent }: { sent: number }) => sent)).toEqual([30, 30, 30, 10]);
  expect(plan.days[0].servers).toHaveLength(3);
  expect(plan.days[0].servers[0]).toMatchObject({ name: expect.stringMatching(/^email-/), sent: 10 });
  expect(plan.stretches[0]).toMatchObject({ from: '2026-11-24T08:00:00.000Z', sent: 30, hold: { by: 'daily limit' } });
});

test('what if: servers added and changed, a wider window, a later start; nothing is saved', async ({
  sql,
  clock,
  ask,
}) => {
  clock.set(new Date('2026-11-24T08:00:00Z'));
  const server = await makeSmtpServer(sql, {
    dailyLimit: 10,
    slidingWindow: true,
    slidingWindowRate: 1,
    slidingWindowDuration: '1h',
  });
  await ask('PUT', '/api/settings', sendWindow);
  const campaign = await draftTo(sql, 40);
  const daysWith = async (supposed: object) => (await planOf(ask, campaign.id, supposed)).sending_days;

  expect(await daysWith({})).toBe(4);
  expect(
    await daysWith({ servers: [{ name: 'new', host: 'mail.example.com', port: 25, daily_limit: 10, count: 3 }] }),
  ).toBe(1);
  expect(
    await daysWith({
      servers: [{ name: server.name, host: 'mail.example.com', port: 25, daily_limit: 20, sliding_window: false }],
    }),
  ).toBe(2);
  expect(await daysWith({ servers: [{ name: server.name, host: 'mail.example.com', port: 25, remove: true }] })).toBe(
    0,
  );
  expect(await daysWith({ settings: { 'app.send_time_end': '10:00' } })).toBe(20);
  const later = await planOf(ask, campaign.id, { send_at: '2026-11-26T08:00:00Z' });
  expect(later.days[0].day).toBe('2026-11-26');
  expect(await daysWith({})).toBe(4);
});

test('what it takes to be done by a time', async ({ sql, clock, ask }) => {
  clock.set(new Date('2026-11-24T08:00:00Z'));
  await makeSmtpServer(sql, { slidingWindow: true, slidingWindowRate: 1, slidingWindowDuration: '30m' });
  await ask('PUT', '/api/settings', sendWindow);
  const campaign = await draftTo(sql, 60);
  const adviceFor = async (finishBy: string) => (await planOf(ask, campaign.id, { finish_by: finishBy })).advice;

  const advice = await adviceFor('2026-11-25T18:00:00Z');
  expect(advice).toMatchObject({
    in_time: false,
    servers: { count: 1, daily_limit: 0 },
    window_end: expect.any(String),
  });
  expect(advice.sentence).toBe(
    `To finish by Wednesday 25 Nov, 18:00 you need 1 more server without a daily limit, or the window until ${advice.window_end}.`,
  );
  const widened = { settings: { 'app.send_time_end': advice.window_end }, finish_by: '2026-11-25T18:00:00Z' };
  expect((await planOf(ask, campaign.id, widened)).advice).toMatchObject({
    in_time: true,
    servers: null,
    window_end: null,
  });
  expect((await adviceFor('2026-11-30T18:00:00Z')).in_time).toBe(true);
  expect((await adviceFor('2026-11-24T07:00:00Z')).sentence).toBe(
    'Tuesday 24 Nov, 07:00 is past: nothing can be done by then.',
  );
});

test('a campaign that is spread evenly needs neither servers nor hours to be done sooner', async ({
  sql,
  clock,
  ask,
}) => {
  clock.set(new Date('2026-11-24T08:00:00Z'));
  await makeSmtpServer(sql);
  await ask('PUT', '/api/settings', sendWindow);
  const { id } = await draftTo(sql, 60);
  const spread = { pacing: 'even', deadline: '2026-11-27T12:00:00Z' };
  expect((await ask('PUT', `/api/campaigns/${id}`, spread)).body.data).toMatchObject({ pacing: 'even' });
  const { sentence, stretches, advice } = await planOf(ask, id, { finish_by: '2026-11-25T18:00:00Z' });
  expect(sentence).toContain('Its even pace holds it back.');
  expect(stretches[0].hold).toEqual({ by: 'pace', servers: [] });
  expect(advice).toMatchObject({ in_time: false, servers: null, window_end: null });
  expect(advice.sentence).toBe(
    'To finish by Wednesday 25 Nov, 18:00 make that its deadline, or send it as fast as limits allow.',
  );
});

test('a running campaign: what is queued, deferred and in flight, and who else wants the servers', async ({
  sql,
  clock,
  ask,
}) => {
  clock.set(new Date('2026-11-24T08:00:00Z'));
  await ask('PUT', '/api/settings', { 'app.timezone': 'UTC' });
  const server = await makeSmtpServer(sql, { dailyLimit: 10 });
  const other = await draftTo(sql, 15, { status: 'running', priority: 'high' });
  const campaign = await makeCampaign(sql, { status: 'running' });
  await sql`update campaigns set started_at = ${clock.now()}, queued_at = ${clock.now()} where id = ${campaign.id}`;
  await sql`
    insert into email_queue (campaign_id, subscriber_id, scheduled_at, retry_count)
    select ${campaign.id}, n, ${clock.now()}::timestamptz + case when n <= 2 then interval '3 hours' else interval '0' end,
      case when n <= 2 then 1 else 0 end
    from generate_series(1, 8) n
  `;
  await sql`insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent) values (${server.uuid}, '2026-11-24', 4)`;

  const plan = await planOf(ask, campaign.id);
  expect(plan.competing).toEqual([
    { id: other.id, name: other.name, remaining: 15, finish_at: '2026-11-25T00:00:00.000Z' },
  ]);
  // 6 of the 15 go today; tomorrow the 9 that are left, then one of the 8
  expect(plan.days.map(({ day, sent }: { day: string; sent: number }) => [day, sent])).toEqual([
    ['2026-11-25', 1],
    ['2026-11-26', 7],
  ]);
  expect(plan.condition).toBeNull();
});

test('impossible worlds are told in words', async ({ sql, clock, ask }) => {
  clock.set(new Date('2026-11-24T08:00:00Z'));
  const campaign = await draftTo(sql, 5);
  expect(await planOf(ask, campaign.id)).toMatchObject({
    finish_at: null,
    never: 'no server',
    sentence: 'This campaign will never complete: no SMTP server is enabled that could send it.',
    capacity_per_day: 0,
  });
  await makeSmtpServer(sql, { enabled: false });
  expect(await planOf(ask, campaign.id)).toMatchObject({ never: 'no server' });

  await makeSmtpServer(sql);
  await ask('PUT', '/api/settings', sendWindow);
  await sql`update campaigns set send_windows = '[{"start": "21:00", "end": "22:00"}]' where id = ${campaign.id}`;
  expect(await planOf(ask, campaign.id)).toMatchObject({ never: 'window never opens', finish_at: null });
});

test('what is over has no plan, and what is wrong is named', async ({ sql, ask }) => {
  const over = await makeCampaign(sql, { status: 'finished' });
  expect(await ask('GET', `/api/campaigns/${over.id}/plan`)).toMatchObject({ status: 409, body: { field: 'status' } });
  expect(await ask('GET', '/api/campaigns/999/plan')).toMatchObject({ status: 400, body: { field: 'id' } });
  const draft = await makeCampaign(sql);
  await makeSubscriber(sql);
  const suppose = (body: object) => ask('POST', `/api/campaigns/${draft.id}/plan`, body);
  expect(await suppose({ settings: { 'app.send_time_start': '25:00' } })).toMatchObject({ status: 400 });
  expect(await suppose({ settings: { 'app.send_time_start': '08:00' } })).toMatchObject({
    body: { field: 'app.send_time_end' },
  });
  expect(await suppose({ finish_by: 'soon' })).toMatchObject({ status: 400, body: { field: 'finish_by' } });
});

test('a campaign that is not saved has the plan that it has once it is', async ({ sql, clock, ask }) => {
  clock.set(new Date('2026-11-24T08:00:00Z'));
  await makeSmtpServer(sql, { dailyLimit: 10 });
  await ask('PUT', '/api/settings', sendWindow);
  const ahead = await draftTo(sql, 7, { status: 'running' });
  await sql`update campaigns set started_at = ${clock.now()} where id = ${ahead.id}`;
  const [news, double] = [await makeList(sql), await makeList(sql, { optin: 'double' })];
  await makeSubscriber(sql, { email: 'blocked@example.com', status: 'blocklisted', lists: [news.id] });
  const both = await makeSubscriber(sql, { email: 'ada@example.com', lists: [news.id, double.id] });
  await sql`update subscriptions set status = 'confirmed' where subscriber_id = ${both.id}`;
  for (let n = 0; n < 12; n++) await makeSubscriber(sql, { email: `p${n}@example.com`, lists: [news.id, double.id] });
  const campaign = { lists: [news.id, double.id], send_windows: [{ start: '09:00', end: '19:00' }], priority: 'low' };

  const unsaved = await ask('POST', '/api/plan', { campaign });
  expect(unsaved).toMatchObject({ status: 200, body: { data: { remaining: 13, never: null } } });
  const counted = await sql`select count(*)::int as n from campaigns`;
  expect(counted).toEqual([{ n: 1 }]);
  const body = { ...campaign, name: 'News', subject: 'News', body: 'Hello', from_email: 'News <news@example.com>' };
  const { body: saved } = await ask('POST', '/api/campaigns', body);
  expect(unsaved.body.data).toEqual(await planOf(ask, saved.data.id));
  const more = { servers: [{ name: 'new', host: 'mail.example.com', port: 25, daily_limit: 100 }] };
  const supposed = await ask('POST', '/api/plan', { campaign, ...more, finish_by: '2026-11-24T18:00:00Z' });
  expect(supposed.body.data).toMatchObject({ sending_days: 1, advice: { in_time: true } });
});

test('an edited campaign has the plan that it has once that is saved, in its own place', async ({
  sql,
  clock,
  ask,
}) => {
  clock.set(new Date('2026-11-24T08:00:00Z'));
  await makeSmtpServer(sql, { dailyLimit: 10 });
  await ask('PUT', '/api/settings', sendWindow);
  const [one, two] = [await draftTo(sql, 15, { status: 'scheduled' }), await draftTo(sql, 0, { status: 'running' })];
  await sql`update campaigns set send_at = '2026-11-26T10:00Z' where id = ${one.id}`;
  await sql`update campaigns set started_at = ${clock.now()}, queued_at = ${clock.now()} where id = ${two.id}`;
  await sql`
    insert into email_queue (campaign_id, subscriber_id, scheduled_at)
    select ${two.id}, n, ${clock.now()} from generate_series(1, 8) n
  `;
  for (const [{ id }, given] of [
    [one, { send_at: '2026-11-25T10:00:00.000Z' }],
    [two, { priority: 'low', send_windows: [{ start: '11:00', end: '12:00' }] }],
  ] as const) {
    const { body: before } = await ask('POST', '/api/plan', { campaign: { id } });
    expect(before.data).toEqual(await planOf(ask, id));
    const { body: unsaved } = await ask('POST', '/api/plan', { campaign: { id, ...given } });
    expect(unsaved.data.finish_at).not.toBe(before.data.finish_at);
    expect(await ask('PUT', `/api/campaigns/${id}`, given)).toMatchObject({ status: 200 });
    expect(unsaved.data).toEqual(await planOf(ask, id));
  }
  const over = await makeCampaign(sql, { status: 'cancelled' });
  expect(await ask('POST', '/api/plan', { campaign: { id: over.id } })).toMatchObject({ status: 400 });
  expect(await ask('POST', '/api/plan', { campaign: { id: 999 } })).toMatchObject({
    status: 400,
    body: { field: 'id' },
  });
});

test('a new campaign leaves after those that are due at the same time', async ({ sql, clock, ask }) => {
  clock.set(new Date('2026-11-24T08:00:00Z'));
  await makeSmtpServer(sql, { dailyLimit: 10 });
  const { id } = await draftTo(sql, 10, { status: 'scheduled' });
  const send_at = '2026-11-26T10:00:00.000Z';
  await sql`update campaigns set send_at = ${send_at} where id = ${id}`;
  const { body: lists } = await ask('GET', '/api/lists');
  const { body } = await ask('POST', '/api/plan', { campaign: { lists: [lists.data.results[0].id], send_at } });
  expect(body.data.days).toMatchObject([{ day: '2026-11-27', sent: 10 }]);
});

test.for([
  [{ lists: [] }, {}, 'lists'],
  [{ lists: [999] }, {}, 'lists'],
  [{ messenger: 'email-gone' }, {}, 'messenger'],
  [{ send_at: '2020-01-01T00:00:00Z' }, {}, 'send_at'],
  [{ send_windows: [{ start: '09:00', end: '09:00' }] }, {}, 'send_windows[0].end'],
  [{ weight: 0 }, {}, 'campaign.weight'],
  [{}, { settings: { 'app.send_time_start': '08:00' } }, 'app.send_time_end'],
] as const)('of an unsaved campaign what is wrong is named: %j, %j, %s', async ([given, more, field], { sql, ask }) => {
  const { id } = await makeList(sql);
  const body = { campaign: { lists: [id], ...given }, ...more };
  expect(await ask('POST', '/api/plan', body)).toMatchObject({ status: 400, body: { field } });
});

test('what a change does to every campaign under way, before it is made', async ({ sql, clock, ask }) => {
  clock.set(new Date('2026-11-24T08:00:00Z'));
  await makeSmtpServer(sql, { name: 'email-mail2', dailyLimit: 10 });
  await ask('PUT', '/api/settings', sendWindow);
  const first = await draftTo(sql, 15, { status: 'running' });
  await sql`update campaigns set started_at = ${clock.now()} where id = ${first.id}`;
  const list = await makeList(sql);
  for (let n = 0; n < 10; n++) await makeSubscriber(sql, { email: `later${n}@example.com`, lists: [list.id] });
  const second = await makeCampaign(sql, { name: 'Later', status: 'scheduled', lists: [list.id] });
  await sql`update campaigns set send_at = '2026-11-26T10:00Z' where id = ${second.id}`;
  await makeCampaign(sql, { status: 'paused', lists: [list.id] });

  const effectsOf = async (changes: object) => (await ask('POST', '/api/plan/effects', changes)).body.data.effects;
  const more = { servers: [{ name: 'mail2', daily_limit: 40 }] };
  expect(await effectsOf(more)).toEqual([
    {
      ...{ id: first.id, name: first.name },
      ...{ before: '2026-11-25T08:00:00.000Z', after: '2026-11-24T08:00:00.000Z' },
      sentence: `“${first.name}”: the finish moves from Wednesday 25 Nov, 08:00 to Tuesday 24 Nov, 08:00, 24 hours sooner.`,
    },
    {
      ...{ id: second.id, name: 'Later', before: '2026-11-26T10:00:00.000Z', after: '2026-11-26T10:00:00.000Z' },
      sentence: '“Later”: the finish stays at Thursday 26 Nov, 10:00.',
    },
  ]);
  const [gone] = await effectsOf({ servers: [{ name: 'mail2', enabled: false }] });
  expect(gone).toMatchObject({
    after: null,
    sentence: `“${first.name}” would never complete: no SMTP server is enabled that could send it.`,
  });
  expect((await effectsOf({ servers: [{ name: 'mail2', daily_limit: 1 }] }))[1].after).toBe('2026-12-18T08:00:00.000Z');
  for (const { id, before } of await effectsOf({})) expect((await planOf(ask, id)).finish_at).toBe(before);
  expect(await ask('POST', '/api/plan/effects', { settings: { 'app.send_time_start': '25:00' } })).toMatchObject({
    status: 400,
  });
  expect(await ask('POST', '/api/plan/effects', { servers: [{ name: 'gone', remove: true }] })).toMatchObject({
    status: 400,
    body: { field: 'servers[0].name' },
  });
});
