import { type Ask, expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeSmtpServer, makeSubscriber } from '../../../../test/factories.ts';
import type { Sql } from '../../db/connect.ts';

// Worlds in which a campaign can't be done, or that there can't be: said in words, or refused with the field that is wrong.

const noServer = 'never complete: no SMTP server is enabled that could send it.';
const noTime = 'never complete: there is no time at which the send window is open.';

interface World {
  servers?: { enabled?: boolean; dailyLimit?: number }[];
  messenger?: string;
  send_windows?: object[];
  changes?: object;
  settings?: object;
}

/** A campaign to 800 people that is running, and one that says the same and is not saved. */
async function makeWorld(sql: Sql, ask: Ask, { servers = [{}], messenger, send_windows = [], settings }: World) {
  for (const [i, server] of servers.entries()) await makeSmtpServer(sql, { name: `email-mail${i}`, ...server });
  await ask('PUT', '/api/settings', { 'app.timezone': 'UTC', ...settings });
  const list = await makeList(sql);
  await sql`
    with people as (
      insert into subscribers (email) select 'person' || n || '@example.com' from generate_series(1, 800) n returning id
    )
    insert into subscriptions (list_id, subscriber_id, status) select ${list.id}, id, 'confirmed' from people
  `;
  const { id } = await makeCampaign(sql, { name: 'News', lists: [list.id], status: 'running' });
  await sql`
    update campaigns
    set started_at = '2026-11-24T07:00Z', messenger = ${messenger ?? 'automatic'}, send_windows = ${sql.json(send_windows as never)}
    where id = ${id}
  `;
  return { id, campaign: { lists: [list.id], messenger: messenger ?? 'automatic', send_windows } };
}

const daytime = { 'app.send_time_start': '08:00', 'app.send_time_end': '20:00' };
const evening = [{ start: '21:00', end: '22:00' }];
const horizon = (count: number) => `not complete within a year: all servers together can send ${count} a day.`;

test.for<[name: string, World, never: string, words: string]>([
  ['no server', { servers: [] }, 'no server', noServer],
  ['every server disabled', { servers: [{ enabled: false }, { enabled: false }] }, 'no server', noServer],
  [
    'every server would be disabled',
    { servers: [{}, {}], changes: { servers: [0, 1].map((n) => ({ name: `mail${n}`, enabled: false })) } },
    'no server',
    noServer,
  ],
  ['every server taken away', { changes: { servers: [{ name: 'mail0', remove: true }] } }, 'no server', noServer],
  ['the one it names disabled', { servers: [{ enabled: false }, {}], messenger: 'email-mail0' }, 'no server', noServer],
  ['no shared window', { settings: daytime, send_windows: evening }, 'window never opens', noTime],
  [
    'no window that would be shared',
    { send_windows: evening, changes: { settings: daytime } },
    'window never opens',
    noTime,
  ],
  [
    'weekdays that the account does not have',
    {
      settings: { 'app.send_windows': [{ days: ['mon'], start: '08:00', end: '20:00' }] },
      send_windows: [{ days: ['sun'], start: '08:00', end: '20:00' }],
    },
    'window never opens',
    noTime,
  ],
  ['too little a day', { servers: [{ dailyLimit: 1 }] }, 'horizon', horizon(1)],
  [
    'too little in its window',
    {
      changes: {
        servers: [{ name: 'mail0', sliding_window: true, sliding_window_rate: 1, sliding_window_duration: '24h' }],
      },
    },
    'horizon',
    horizon(1),
  ],
])('%s: every plan says so', async ([, world, never, words], { sql, clock, ask }) => {
  clock.set(new Date('2026-11-24T07:00:00Z'));
  const { id, campaign } = await makeWorld(sql, ask, world);
  const impossible = {
    status: 200,
    body: { data: { finish_at: null, never, sentence: `This campaign will ${words}` } },
  };
  const changes = world.changes ?? {};

  expect(await ask('POST', `/api/campaigns/${id}/plan`, changes)).toMatchObject(impossible);
  if (!world.changes) expect(await ask('GET', `/api/campaigns/${id}/plan`)).toMatchObject(impossible);
  const unsaved = await ask('POST', '/api/plan', { campaign, ...changes });
  expect(unsaved).toMatchObject({ ...impossible, body: { data: { finish_at: null, never } } });
  const { status, body } = await ask('POST', '/api/plan/effects', changes);
  expect({ status, effects: body.data.effects }).toMatchObject({
    status: 200,
    effects: [{ id, after: null, sentence: `“News” would ${words}` }],
  });
  const { body: asked } = await ask('POST', '/api/plan', { campaign, ...changes, finish_by: '2026-11-30T12:00:00Z' });
  expect(asked.data.advice).toMatchObject({ in_time: false, sentence: expect.stringContaining('30 Nov, 12:00') });
});

test('what is to be done by a time that is past', async ({ sql, clock, ask }) => {
  clock.set(new Date('2026-11-24T07:00:00Z'));
  const { id, campaign } = await makeWorld(sql, ask, {});
  const finish_by = '2026-11-24T06:00:00Z';
  for (const { status, body } of [
    await ask('POST', `/api/campaigns/${id}/plan`, { finish_by }),
    await ask('POST', '/api/plan', { campaign, finish_by }),
  ]) {
    expect(status).toBe(200);
    expect(body.data.advice.sentence).toBe('Tuesday 24 Nov, 06:00 is past: nothing can be done by then.');
  }
});

test('a start that is further away than plans go', async ({ sql, clock, ask }) => {
  clock.set(new Date('2026-11-24T07:00:00Z'));
  const { id, campaign } = await makeWorld(sql, ask, {});
  const send_at = '2099-01-01T00:00:00Z';
  const sentence = 'This campaign will not complete within a year: it does not start before.';
  const later = { status: 200, body: { data: { finish_at: null, never: 'starts later', sentence } } };
  expect(await ask('POST', `/api/campaigns/${id}/plan`, { send_at })).toMatchObject(later);
  expect(await ask('POST', '/api/plan', { campaign: { ...campaign, send_at } })).toMatchObject(later);
  await sql`update campaigns set status = 'scheduled', started_at = null, send_at = ${send_at} where id = ${id}`;
  const { body } = await ask('POST', '/api/plan/effects', {});
  expect(body.data.effects[0].sentence).toBe('“News” would not complete within a year: it does not start before.');
});

test('nobody to send it to', async ({ sql, clock, ask }) => {
  clock.set(new Date('2026-11-24T07:00:00Z'));
  await makeSmtpServer(sql, { enabled: false });
  const list = await makeList(sql);
  await makeSubscriber(sql, { email: 'blocked@example.com', status: 'blocklisted', lists: [list.id] });
  const { status, body } = await ask('POST', '/api/plan', { campaign: { lists: [list.id] } });
  expect(status).toBe(200);
  expect(body.data).toMatchObject({ remaining: 0, never: null, days: [] });
});

test.for<[changes: object, field: string]>([
  [{ settings: { 'app.send_time_start': '08:00', 'app.send_time_end': '08:00' } }, 'app.send_time_end'],
  [{ settings: { 'app.send_windows': [{ start: '08:00', end: '08:00' }] } }, 'app.send_windows[0].end'],
  [{ settings: { 'app.timezone': 'Mars/Olympus' } }, 'app.timezone'],
  [{ settings: { 'delivery.max_attempts': 0 } }, 'settings.delivery.max_attempts'],
  [{ servers: [{ name: 'mail0', daily_limit: -1 }] }, 'servers[0].daily_limit'],
  [{ servers: [{ name: 'mail0', sliding_window: true, sliding_window_rate: 0 }] }, 'servers[0].sliding_window_rate'],
  [{ servers: [{ name: 'mail0', sliding_window_duration: '0s' }] }, 'servers[0].sliding_window_duration'],
  [{ servers: [{ name: 'mail0', limits: [{ max: 1, period: 'soon' }] }] }, 'servers[0].limits[0].period'],
  [{ servers: [{ name: 'mail0', port: 0 }] }, 'servers[0].port'],
  [{ servers: [{ name: 'new', count: 0 }] }, 'servers[0].count'],
  [{ servers: ['a', 'b', 'c'].map((name) => ({ name, count: 1000 })) }, 'servers'],
  [{ servers: [{ name: '' }] }, 'servers[0].name'],
  [{ servers: 'many' }, 'servers'],
  [{ servers: [{ name: 'mail0', daily_limt: 1 }] }, 'servers[0].daily_limt'],
])('what there can’t be is refused: %j, %s', async ([changes, field], { sql, ask }) => {
  const { id, campaign } = await makeWorld(sql, ask, {});
  for (const [url, body] of [
    [`/api/campaigns/${id}/plan`, changes],
    ['/api/plan', { campaign, ...changes }],
    ['/api/plan/effects', changes],
  ] as const) {
    expect(await ask('POST', url, body), url).toMatchObject({ status: 400, body: { field } });
  }
});
