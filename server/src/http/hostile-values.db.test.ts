import { expect, test } from '../../../test/api.ts';
import { makeCampaign, makeList, makeSubscriber } from '../../../test/factories.ts';
import type { Sql } from '../db/connect.ts';

const deep = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

const hostile: Record<string, unknown> = {
  'U+0000': 'a\0b',
  'a lone surrogate': '\ud800',
  'a line break and a header': 'a\r\nBcc: eve@example.com',
  SQL: "'; drop table subscribers; --",
  HTML: '<script>alert(1)</script>',
  'a template without end': '{% for i in (1..1000000000) %}x{% endfor %}',
  'a megabyte': 'x'.repeat(1024 * 1024),
  'an empty text': '',
  blanks: ' \t ',
  'a huge number': 1e308,
  'a number beyond int': 2 ** 31,
  'a number beyond bigint': 2 ** 63,
  'a negative number': -1,
  'half a number': 0.5,
  'a list for a text': ['a', ['b']],
  'an object': { toString: 1, $where: 1 },
  'a deep list': deep(2_000),
  'a list of nothing': [null],
  null: null,
  true: true,
};

interface Form {
  method: 'POST' | 'PUT' | 'PATCH';
  url: string;
  body: Record<string, unknown>;
  /** Where in the request `body` goes, and what the fields in it are called then. */
  wrap?: (body: unknown) => unknown;
  prefix?: string;
}

/** A body that would be accepted, for every route that writes. */
async function forms(sql: Sql): Promise<Form[]> {
  const list = await makeList(sql);
  const { id: subscriberId, uuid, email } = await makeSubscriber(sql, { lists: [list.id] });
  const { id: campaignId, uuid: campaignUuid } = await makeCampaign(sql, { lists: [list.id] });
  const listBody = { name: 'a', type: 'public', optin: 'single', status: 'active', tags: ['a'], description: 'a' };
  const subscriptions = [{ list_id: list.id, status: 'confirmed' }];
  const lists = { lists: [list.id], list_uuids: [list.uuid], preconfirm_subscriptions: true, subscriptions };
  const subscriber = { email: 'ada@example.com', name: 'a', status: 'enabled', attribs: { a: 1 }, ...lists };
  const campaign = {
    ...{
      name: 'a',
      subject: 'a',
      lists: [list.id],
      from_email: 'a@example.com',
      type: 'regular',
      content_type: 'html',
    },
    ...{
      messenger: 'automatic',
      body: 'a',
      body_source: 'a',
      altbody: 'a',
      send_at: '2027-01-01T00:00:00Z',
      tags: ['a'],
    },
    ...{
      template_id: null,
      headers: [{ 'X-A': 'a' }],
      attribs: { a: 1 },
      priority: 'high',
      weight: 2,
      media: [],
      archive: false,
    },
  };
  const server = {
    ...{ uuid: 'a', name: 'mail2', enabled: true, host: 'a.example.com', port: 25, hello_hostname: 'a', username: 'a' },
    ...{ auth_protocol: 'plain', password: 'a', email_headers: [{ 'X-A': 'a' }], max_conns: 1, max_msg_retries: 1 },
    ...{ idle_timeout: '1s', wait_timeout: '1s', tls_type: 'none', tls_skip_verify: true, from_email: 'a@example.com' },
    ...{ daily_limit: 1, sliding_window: true, sliding_window_rate: 1, sliding_window_duration: '1h' },
  };
  const user = { username: 'ada', type: 'user', name: 'a', email: 'a@example.com', status: 'enabled' };
  const change = { ids: [subscriberId], action: 'add', target_list_ids: [list.id], status: 'confirmed' };
  const matching = {
    search: 'a',
    list_ids: [list.id],
    subscription_status: 'confirmed',
    subscriber_status: 'disabled',
  };
  const bounce = { count: 1, action: 'none' };
  const settings = {
    ...{ 'app.site_name': 'a', 'app.root_url': 'http://a.example.com', 'app.from_email': 'a@example.com' },
    ...{
      'app.send_time_start': '08:00',
      'app.send_time_end': '20:00',
      'app.timezone': 'UTC',
      'app.queue_paused': true,
    },
    ...{ 'app.message_sliding_window_rate': 1, 'app.message_sliding_window_duration': '1h', smtp: [server] },
    ...{ 'app.account_rate_limit_per_day': 1, 'app.queue_poll_interval': '1s', 'delivery.on_uncertain': 'hold' },
    ...{
      'bounce.actions': { hard: bounce, soft: bounce, complaint: bounce },
      'delivery.max_attempts': 1,
      'delivery.max_age': '1h',
      'delivery.retry_first_delay': '1s',
      'delivery.retry_max_delay': '1h',
    },
  };
  return [
    { method: 'POST', url: `/api/campaigns/${campaignId}/test`, body: { subscribers: [email], subject: 'a' } },
    { method: 'POST', url: '/api/lists', body: listBody },
    { method: 'PUT', url: `/api/lists/${list.id}`, body: listBody },
    { method: 'POST', url: '/api/subscribers', body: subscriber },
    { method: 'PUT', url: `/api/subscribers/${subscriberId}`, body: subscriber },
    { method: 'PATCH', url: `/api/subscribers/${subscriberId}`, body: subscriber },
    { method: 'PUT', url: '/api/subscribers/lists', body: change },
    { method: 'PUT', url: '/api/subscribers/blocklist', body: { ids: [subscriberId] } },
    { method: 'PUT', url: '/api/subscribers/query/blocklist', body: matching },
    { method: 'PUT', url: '/api/subscribers/query/lists', body: { ...matching, ...change, ids: undefined } },
    { method: 'POST', url: '/api/campaigns', body: campaign },
    { method: 'PUT', url: `/api/campaigns/${campaignId}`, body: campaign },
    { method: 'PUT', url: `/api/campaigns/${campaignId}/status`, body: { status: 'draft' } },
    {
      method: 'POST',
      url: '/api/templates',
      body: { name: 'a', type: 'campaign', subject: 'a', body: '{{ content }}' },
    },
    { method: 'POST', url: '/api/users', body: { ...user, password: 'open sesame' } },
    { method: 'PUT', url: '/api/settings', body: settings },
    { method: 'PUT', url: '/api/settings', body: server, wrap: (one) => ({ smtp: [one] }), prefix: 'smtp[0].' },
    { method: 'PUT', url: '/api/queue/pause', body: { paused: true } },
    {
      method: 'POST',
      url: '/webhooks/bounce',
      body: { subscriber_uuid: uuid, campaign_uuid: campaignUuid, type: 'soft', source: 'a', meta: { a: 1 } },
    },
    { method: 'POST', url: '/webhooks/bounce', body: { email, type: 'soft', source: 'a' } },
  ];
}

/** Moves with every row that is written: `xmin` is the transaction that wrote it. */
async function fingerprint(sql: Sql): Promise<string> {
  const [row] = await sql<{ rows: string }[]>`
    select string_agg(x::text, ',' order by x) as rows
    from (
      select xmin::text::bigint as x from lists
      union all select xmin::text::bigint from subscribers
      union all select xmin::text::bigint from subscriptions
      union all select xmin::text::bigint from campaigns
      union all select xmin::text::bigint from campaign_lists
      union all select xmin::text::bigint from templates
      union all select xmin::text::bigint from users where username <> 'tester'
      union all select xmin::text::bigint from settings
      union all select xmin::text::bigint from smtp_servers
      union all select xmin::text::bigint from bounces
    ) as written
  `;
  return row!.rows;
}

test('a hostile value anywhere is either taken or named with 400, and then nothing is written', async ({
  ask,
  sql,
}) => {
  const problems: string[] = [];
  for (const { method, url, body, wrap, prefix = '' } of await forms(sql)) {
    for (const key of Object.keys(body)) {
      for (const [what, value] of Object.entries(hostile)) {
        const before = await fingerprint(sql);
        const changed = { ...body, [key]: value };
        const answer = await ask(method, url, wrap ? wrap(changed) : changed);
        if (answer.status === 200) continue;
        const { field, message } = answer.body;
        const place = `${method} ${url} with ${what} as ${prefix}${key}: ${answer.status} ${String(message).slice(0, 100)}`;
        if (![400, 409, 413, 429].includes(answer.status)) problems.push(place);
        if ((await fingerprint(sql)) !== before) problems.push(`${place}, and something is written`);
        if (answer.body.code !== 'invalid') continue;
        if (message.length > 5_000 || !message.includes(field)) problems.push(`${place}, which does not name it`);
        if (!String(field).startsWith(`${prefix}${key}`)) problems.push(`${place}, which names another: ${field}`);
      }
    }
  }
  expect(problems).toEqual([]);
}, 120_000);
