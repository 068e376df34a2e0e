import { describe, expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeQueueRow, makeSmtpServer, makeSubscriber } from '../../../../test/factories.ts';
import { ensureDefaultTemplate } from '../../templates/default-template.ts';

const written = {
  name: 'March',
  subject: 'Hello',
  body: '<p>Hi {{ subscriber.first_name }}</p>',
  content_type: 'html',
};

describe('a campaign', () => {
  test('goes through its life over the API', async ({ ask, sql, clock }) => {
    const list = await makeList(sql, { name: 'News' });

    const created = await ask('POST', '/api/campaigns', {
      ...written,
      lists: [list.id, list.id],
      headers: [{ 'X-A': 'b' }],
    });
    expect(created.status).toBe(200);
    const now = clock.now().toISOString();
    const { id } = created.body.data;
    expect(created.body.data).toEqual({
      ...written,
      id,
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      created_at: now,
      updated_at: now,
      ...{
        views: 0,
        clicks: 0,
        bounces: 0,
        media: [],
        to_send: 0,
        sent: 0,
        send_windows: [],
        pacing: 'fast',
        deadline: null,
      },
      lists: [{ id: list.id, name: 'News' }],
      ...{ started_at: null, finished_at: null, send_at: null, queued_at: null },
      type: 'regular',
      from_email: 'Sluice <noreply@example.com>',
      ...{
        body_source: null,
        altbody: null,
        template_id: null,
        paused_by: null,
        paused_by_user: null,
        paused_reason: null,
      },
      ...{ paused_at: null, waiting_for: null, next_send_at: null },
      status: 'draft',
      ...{
        tags: [],
        headers: [{ 'X-A': 'b' }],
        attribs: {},
        messenger: 'automatic',
        priority: 'normal',
        weight: 1,
        use_queue: false,
      },
      queue: { queued: 0, sending: 0, sent: 0, failed: 0, cancelled: 0, uncertain: 0 },
      ...{ archive: false, archive_slug: null, archive_template_id: null, archive_meta: {} },
    });

    const whole = { ...created.body.data, lists: [list.id], subject: 'Changed', send_at: '2026-03-05T08:00:00+01:00' };
    const updated = await ask('PUT', `/api/campaigns/${id}`, whole);
    expect(updated.body.data).toMatchObject({ subject: 'Changed', name: 'March', send_at: '2026-03-05T07:00:00.000Z' });

    for (const status of ['scheduled', 'draft', 'running', 'paused', 'running', 'cancelled']) {
      const moved = await ask('PUT', `/api/campaigns/${id}/status`, { status });
      const pausedByUser = status === 'paused' ? 'tester' : null;
      expect(moved).toMatchObject({ status: 200, body: { data: { status, paused_by_user: pausedByUser } } });
    }
    expect((await ask('DELETE', `/api/campaigns/${id}`)).body).toEqual({ data: true });
    expect(await ask('GET', `/api/campaigns/${id}`)).toMatchObject({ status: 400, body: { code: 'not_found' } });
  });

  test('tells of its queue from the counters', async ({ ask, sql }) => {
    const { id } = await makeCampaign(sql, { status: 'running' });
    for (const status of ['queued', 'sent', 'sent', 'failed']) await makeQueueRow(sql, { campaignId: id, status });
    const counts = { queued: 1, sending: 0, sent: 2, failed: 1, cancelled: 0, uncertain: 0 };

    expect((await ask('GET', `/api/campaigns/${id}`)).body.data).toMatchObject({ to_send: 4, sent: 2, queue: counts });
    expect((await ask('GET', '/api/campaigns/running/stats')).body.data).toEqual([
      expect.objectContaining({ id, status: 'running', to_send: 4, rate: 0, net_rate: 0, ...counts }),
    ]);
    expect((await ask('GET', `/api/campaigns/running/stats?campaign_id=${id + 1}`)).body.data).toEqual([]);
  });

  test('says what it waits for', async ({ ask, sql, clock }) => {
    const { id } = await makeCampaign(sql, { status: 'running' });
    await makeSmtpServer(sql, { name: 'email-mail2', dailyLimit: 1 });
    await makeQueueRow(sql, { campaignId: id });
    const told = async () => {
      const [one, [stats]] = [
        (await ask('GET', `/api/campaigns/${id}`)).body.data,
        (await ask('GET', '/api/campaigns/running/stats')).body.data,
      ];
      expect(stats).toMatchObject({ waiting_for: one.waiting_for, next_send_at: one.next_send_at });
      return { waiting_for: one.waiting_for, next_send_at: one.next_send_at };
    };
    expect(await told()).toEqual({ waiting_for: null, next_send_at: null });

    await ask('PUT', '/api/settings', { 'app.timezone': 'UTC' });
    await sql`
      insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent)
      select uuid, ${clock.now()}::date, 1 from smtp_servers
    `;
    expect(await told()).toEqual({
      waiting_for: '1 email waits: the daily limit of email-mail2 is used up; it sends again at 2026-03-05 00:00 UTC',
      next_send_at: '2026-03-05T00:00:00.000Z',
    });
  });

  test('is refused what the state machine does not have', async ({ ask, sql }) => {
    const { id } = await makeCampaign(sql, { status: 'finished' });
    expect(await ask('PUT', `/api/campaigns/${id}/status`, { status: 'paused' })).toMatchObject({
      status: 400,
      body: { message: 'A finished campaign cannot be paused', field: 'status', status: 'finished' },
    });
  });

  test('can be seen as a subscriber would, saved or not', async ({ ask, sql, clock }) => {
    await ensureDefaultTemplate({ sql, clock });
    const list = await makeList(sql);
    const reader = await makeSubscriber(sql, { name: 'Grace Hopper', lists: [list.id] });
    const { id } = await makeCampaign(sql, { lists: [list.id], body: '<p>Hi {{ subscriber.first_name }}</p>' });

    const sample = await ask('GET', `/api/campaigns/${id}/preview`);
    expect(sample).toMatchObject({ status: 200, body: expect.stringContaining('<p>Hi Ada</p>') });
    expect(sample.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
    });
    expect(sample.body).toContain('<a href="#">Unsubscribe</a>');

    const theirs = await ask('GET', `/api/campaigns/${id}/preview?subscriber_id=${reader.id}`);
    expect(theirs.body).toContain('<p>Hi Grace</p>');
    const changed = await ask('POST', `/api/campaigns/${id}/preview`, {
      content_type: 'plain',
      body: 'Bye {{ subscriber.name }}',
    });
    expect(changed.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(changed.body).toBe('Bye Ada Lovelace');
    expect(await ask('POST', `/api/campaigns/${id}/preview`, { body: '{{' })).toMatchObject({
      status: 400,
      body: { field: 'body', line: 1, column: 1 },
    });
    expect(await ask('GET', `/api/campaigns/${id}/preview?subscriber_id=2000000000`)).toMatchObject({ status: 400 });
  });
});

test('campaigns are found by text, status and tag, in order, page by page', async ({ ask, sql, clock }) => {
  const ids: number[] = [];
  for (const [name, subject, tags, status] of [
    ['Alpha', '100% off', ['a', 'b'], 'draft'],
    ['beta', 'News', ['a'], 'running'],
    ['Gamma', 'ALPHA news', [], 'finished'],
  ] as const) {
    const { id } = await makeCampaign(sql, { name, subject, status });
    await sql`update campaigns set tags = ${[...tags]}, created_at = ${clock.in(ids.length)} where id = ${id}`;
    ids.push(id);
  }
  const found = async (query: string) =>
    (await ask('GET', `/api/campaigns?${query}`)).body.data.results.map(({ id }: { id: number }) => ids.indexOf(id));

  expect(await found('')).toEqual([2, 1, 0]);
  expect(await found('query=alpha')).toEqual([2, 0]);
  expect(await found('query=0%25')).toEqual([0]);
  expect(await found('query=%25%25')).toEqual([]);
  expect(await found('status=draft&status=running')).toEqual([1, 0]);
  expect(await found('tag=a')).toEqual([1, 0]);
  expect(await found('tag=a&tag=b')).toEqual([0]);
  expect(await found('order_by=status&order=asc')).toEqual([0, 2, 1]);
  expect(await found('order_by=id;drop&order=sideways')).toEqual([2, 1, 0]);
  expect(await found('per_page=1&page=2')).toEqual([1]);
  expect(await found('per_page=all')).toEqual([2, 1, 0]);

  const { data } = (await ask('GET', '/api/campaigns?no_body=true&query=beta&per_page=1')).body;
  expect(data).toMatchObject({ total: 1, per_page: 1, page: 1, query: 'beta', results: [{ body: '' }] });
});

test('several campaigns are deleted together, or none', async ({ ask, sql }) => {
  const [a, b, running] = [
    await makeCampaign(sql),
    await makeCampaign(sql),
    await makeCampaign(sql, { status: 'running' }),
  ];
  expect((await ask('DELETE', `/api/campaigns?id=${a.id}&id=${running.id}`)).status).toBe(400);
  expect((await ask('DELETE', `/api/campaigns?id=${a.id}&id=${b.id}`)).body).toEqual({ data: true });
  expect(await sql`select id from campaigns`).toEqual([{ id: running.id }]);
  expect((await ask('DELETE', '/api/campaigns')).status).toBe(400);
});

describe('bad input', () => {
  test.for<[string, object, string]>([
    ['no name', { name: undefined }, 'name'],
    ['a blank name', { name: ' ' }, 'name'],
    ['a name of the wrong type', { name: 5 }, 'name'],
    ['text that cannot be stored', { name: 'a\0b' }, 'name'],
    ['no list', { lists: [] }, 'lists'],
    ['a list that does not exist', { lists: [2_000_000_000] }, 'lists'],
    ['a list id out of range', { lists: [99_999_999_999] }, 'lists[0]'],
    ['a list id of the wrong type', { lists: ['1'] }, 'lists[0]'],
    ['an unknown messenger', { messenger: 'email-nowhere' }, 'messenger'],
    ['an unknown template', { template_id: 2_000_000_000 }, 'template_id'],
    ['an unknown content type', { content_type: 'visual' }, 'content_type'],
    ['a From that is no address', { from_email: 'nobody' }, 'from_email'],
    ['a line break in a subject', { subject: 'a\r\nBcc: b@example.com' }, 'subject'],
    ['a line break in a header', { headers: [{ 'X-A': 'a\r\nBcc: b@example.com' }] }, 'headers.0'],
    ['a header that is Sluice’s own', { headers: [{ To: 'b@example.com' }] }, 'headers.0'],
    ['a time that is none', { send_at: 'tomorrow' }, 'send_at'],
    ['a day that is none', { send_at: '2026-02-30T10:00:00Z' }, 'send_at'],
    ['a time without an offset', { send_at: '2026-03-30T10:00:00' }, 'send_at'],
    ['a time that is past', { send_at: '2020-01-01T00:00:00Z' }, 'send_at'],
    ['a priority that is none', { priority: 'urgent' }, 'priority'],
    ['a weight that is not whole', { weight: 1.5 }, 'weight'],
    ['an attachment', { media: [1] }, 'media'],
    ['an unclosed tag', { body: '{% for i in (1..3) %}' }, 'body'],
    ['a loop without end', { body: '{% for i in (1..1000000000) %}x{% endfor %}' }, 'body'],
  ])('%s is refused with 400 and the field, and nothing is stored', async ([, wrong, field], { ask, sql }) => {
    const list = await makeList(sql);
    const reply = await ask('POST', '/api/campaigns', { ...written, lists: [list.id], ...wrong });
    expect(reply).toMatchObject({ status: 400, body: { field, message: expect.stringContaining(field) } });
    expect(await sql`select from campaigns`).toHaveLength(0);
  });

  test.for(['abc', '0', '-1', '1.5', '99999999999', '2000000000'])('an id of %s is 400', async (id, { ask }) => {
    expect(await ask('GET', `/api/campaigns/${id}`)).toMatchObject({ status: 400, body: { field: 'id' } });
    expect(await ask('PUT', `/api/campaigns/${id}/status`, { status: 'running' })).toMatchObject({ status: 400 });
  });

  test('a server’s name is a messenger', async ({ ask, sql }) => {
    const list = await makeList(sql);
    const { name } = await makeSmtpServer(sql);
    const reply = await ask('POST', '/api/campaigns', { ...written, lists: [list.id], messenger: name });
    expect(reply).toMatchObject({ status: 200, body: { data: { messenger: name } } });
  });

  test('nobody gets anything without credentials', async ({ ask }) => {
    for (const url of ['/api/campaigns', '/api/campaigns/1', '/api/campaigns/1/preview', '/api/templates']) {
      expect((await ask('GET', url, undefined, { as: null })).status).toBe(403);
    }
  });
});
