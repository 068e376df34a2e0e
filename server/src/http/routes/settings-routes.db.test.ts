import { describe, expect, test } from '../../../../test/api.ts';
import { waitUntilBlocked } from '../../../../test/wait-until-blocked.ts';
import { sendWindowOf, type WindowSpan } from '../../capacity/send-window.ts';
import { lockLimits } from '../../db/locks.ts';
import { loadConfiguration } from '../../settings/configuration.ts';

const server = { name: 'mail2', host: 'mail2.example.com', port: 587 };

describe('settings', () => {
  test('answers every setting with its default', async ({ ask }) => {
    const { status, body } = await ask('GET', '/api/settings');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      'app.site_name': 'Sluice',
      'app.message_sliding_window': false,
      'app.message_sliding_window_rate': 10_000,
      'app.message_sliding_window_duration': '1h',
      'app.send_time_start': '',
      'app.timezone': Temporal.Now.timeZoneId(),
      'delivery.on_uncertain': 'hold',
      'delivery.max_age': '72h',
      'bounce.actions': { hard: { count: 1, action: 'blocklist' }, soft: { count: 2, action: 'none' } },
      smtp: [],
    });
  });

  test('changes what is present, and keeps only what differs', async ({ ask, sql }) => {
    const answer = await ask('PUT', '/api/settings', {
      'app.send_time_start': '22:00',
      'app.send_time_end': '06:00',
      'app.max_send_errors': 1000,
    });
    expect(answer).toMatchObject({ status: 200, body: { data: true } });
    const { body } = await ask('GET', '/api/settings');
    expect(body.data).toMatchObject({ 'app.send_time_start': '22:00', 'app.send_time_end': '06:00' });
    expect(await sql`select key from settings order by key`).toMatchObject([
      { key: 'app.send_time_end' },
      { key: 'app.send_time_start' },
    ]);
    await ask('PUT', '/api/settings', { 'app.send_time_start': '', 'app.send_time_end': '' });
    expect(await sql`select key from settings`).toHaveLength(0);
  });

  test('sets windows instead of start and end, one form at a time', async ({ ask, deps }) => {
    const windows = [
      { days: ['mon', 'tue'], start: '08:00', end: '12:00' },
      { start: '22:00', end: '24:00' },
    ];
    const changes = { 'app.timezone': 'UTC', 'app.send_windows': windows };
    expect(await ask('PUT', '/api/settings', changes)).toMatchObject({ status: 200 });
    expect((await ask('GET', '/api/settings')).body.data).toMatchObject(changes);
    const { settings } = await loadConfiguration(deps.sql, deps.secrets);
    expect(settings.sendWindow).toEqual(sendWindowOf('UTC', windows as WindowSpan[]));
    const hours = { 'app.send_time_start': '08:00', 'app.send_time_end': '20:00' };
    expect(await ask('PUT', '/api/settings', hours)).toMatchObject({
      status: 400,
      body: { field: 'app.send_windows' },
    });
    expect(await ask('PUT', '/api/settings', { ...hours, 'app.send_windows': [] })).toMatchObject({ status: 200 });
  });

  test('changes one key by its raw value or wrapped', async ({ ask }) => {
    expect(await ask('PUT', '/api/settings/app.queue_paused', true)).toMatchObject({ status: 200 });
    expect(await ask('PUT', '/api/settings/app.site_name', { value: 'Weir' })).toMatchObject({ status: 200 });
    const { body } = await ask('GET', '/api/settings');
    expect(body.data).toMatchObject({ 'app.queue_paused': true, 'app.site_name': 'Weir' });
  });

  test.for<[string, Record<string, unknown>]>([
    ['app.send_time_start', { 'app.send_time_start': '24:61', 'app.send_time_end': '20:00' }],
    ['app.send_time_start', { 'app.send_time_start': '8:00', 'app.send_time_end': '20:00' }],
    ['app.send_time_end', { 'app.send_time_start': '08:00' }],
    ['app.send_time_start', { 'app.send_time_end': '20:00' }],
    ['app.send_time_end', { 'app.send_time_start': '08:00', 'app.send_time_end': '08:00' }],
    ['app.account_rate_limit_per_hour', { 'app.account_rate_limit_per_hour': -1 }],
    ['app.account_rate_limit_per_day', { 'app.account_rate_limit_per_day': 1.5 }],
    ['app.account_rate_limit_per_day', { 'app.account_rate_limit_per_day': '12' }],
    ['app.message_sliding_window_rate', { 'app.message_sliding_window_rate': 0 }],
    ['app.message_sliding_window_duration', { 'app.message_sliding_window_duration': '1 hour' }],
    ['app.message_sliding_window_duration', { 'app.message_sliding_window_duration': '0s' }],
    ['app.queue_poll_interval', { 'app.queue_poll_interval': '' }],
    ['app.queue_paused', { 'app.queue_paused': 'yes' }],
    ['app.timezone', { 'app.timezone': 'Mars/Olympus' }],
    ['app.timezone', { 'app.timezone': '+02:00' }],
    ['app.root_url', { 'app.root_url': 'javascript:alert(1)' }],
    ['app.from_email', { 'app.from_email': 'nobody' }],
    ['app.from_email', { 'app.from_email': 'A <a@example.com>\r\nBcc: b@example.com' }],
    ['app.site_name', { 'app.site_name': 'a\u0000b' }],
    ['delivery.on_uncertain', { 'delivery.on_uncertain': 'guess' }],
    ['delivery.max_age', { 'delivery.max_age': '59s' }],
    ['bounce.actions.soft', { 'bounce.actions': { hard: { count: 1, action: 'none' } } }],
    ['delivery.retry_max_delay', { 'delivery.retry_first_delay': '2h', 'delivery.retry_max_delay': '1h' }],
    ['app.nonsense', { 'app.nonsense': 1 }],
    ['smtp[0].host', { smtp: [{ name: 'mail2', port: 25 }] }],
    ['smtp[0].port', { smtp: [{ ...server, port: 0 }] }],
    ['smtp[0].port', { smtp: [{ ...server, port: '587' }] }],
    ['smtp[1].name', { smtp: [server, { ...server, name: 'email-MAIL2' }] }],
    ['smtp[0].name', { smtp: [{ ...server, name: 'two words' }] }],
    ['smtp[0].daily_limit', { smtp: [{ ...server, daily_limit: -1 }] }],
    ['smtp[0].dailly_limit', { smtp: [{ ...server, dailly_limit: 5 }] }],
    ['smtp[0].from_email', { smtp: [{ ...server, from_email: 'adam' }] }],
    ['smtp[0].email_headers.0', { smtp: [{ ...server, email_headers: [{ 'X-A': 'b\r\nBcc: c@example.com' }] }] }],
    ['smtp[0].email_headers.0', { smtp: [{ ...server, email_headers: [{ 'X A': 'b' }] }] }],
    ['smtp[0].wait_timeout', { smtp: [{ ...server, wait_timeout: 'soon' }] }],
    ['smtp[0].tls_type', { smtp: [{ ...server, tls_type: 'maybe' }] }],
    ['smtp[0].username', { smtp: [{ ...server, auth_protocol: 'plain' }] }],
    ['smtp[0].username', { smtp: [{ ...server, username: 'a\r\nb' }] }],
    ['smtp[0].password', { smtp: [{ ...server, auth_protocol: 'plain', username: 'adam' }] }],
    ['smtp[0].sliding_window_rate', { smtp: [{ ...server, sliding_window: true, sliding_window_duration: '30m' }] }],
    ['smtp[0].sliding_window_duration', { smtp: [{ ...server, sliding_window: true, sliding_window_rate: 2 }] }],
    ['smtp[0].sliding_window_rate', { smtp: [{ ...server, sliding_window_rate: 0 }] }],
    ['smtp[0].limits[0].max', { smtp: [{ ...server, limits: [{ max: 0, period: '1m' }] }] }],
    ['smtp[0].limits[0].period', { smtp: [{ ...server, limits: [{ max: 1, period: '999ms' }] }] }],
    ['smtp[0].limits[0].period', { smtp: [{ ...server, limits: [{ max: 1, period: '32d' }] }] }],
    [
      'smtp[0].limits[1].period',
      { smtp: [{ ...server, limits: ['60s', '1m'].map((period) => ({ max: 1, period })) }] },
    ],
    [
      'smtp[0].limits',
      { smtp: [{ ...server, limits: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({ max: 1, period: `${n}m` })) }] },
    ],
    ['smtp[0].daily_limit_period', { smtp: [{ ...server, daily_limit_period: 'weekly' }] }],
    ['smtp[0].uuid', { smtp: [{ ...server, uuid: 'a:day' }] }],
    ['app.daily_limit_period', { 'app.daily_limit_period': '' }],
    ['app.send_windows[0].start', { 'app.send_windows': [{ start: '24:00', end: '06:00' }] }],
    ['app.send_windows[0].days[0]', { 'app.send_windows': [{ days: ['monday'], start: '08:00', end: '12:00' }] }],
    ['app.send_windows[0].end', { 'app.send_windows': [{ start: '08:00', end: '08:00' }] }],
    [
      'app.send_windows',
      {
        'app.send_time_start': '08:00',
        'app.send_time_end': '20:00',
        'app.send_windows': [{ start: '08:00', end: '12:00' }],
      },
    ],
  ])('refuses a bad %s, and changes nothing', async ([field, change], { ask, sql }) => {
    const good = 'app.site_name' in change ? {} : { 'app.site_name': 'Half-written' };
    const { status, body } = await ask('PUT', '/api/settings', { ...good, ...change });
    expect({ status, ...body }).toMatchObject({ status: 400, code: 'invalid', field });
    expect(body.message).toContain(field);
    expect(await sql`select key from settings union all select name from smtp_servers`).toHaveLength(0);
  });

  test('refuses one unknown key and one bad value by name', async ({ ask }) => {
    expect(await ask('PUT', '/api/settings/app.nonsense', 1)).toMatchObject({
      status: 400,
      body: { field: 'app.nonsense' },
    });
    expect(await ask('PUT', '/api/settings/app.queue_paused', 'x')).toMatchObject({
      status: 400,
      body: { field: 'app.queue_paused', message: 'app.queue_paused: expected true or false' },
    });
    expect(await ask('PUT', '/api/settings/app.queue_paused')).toMatchObject({ status: 400 });
  });

  test('takes part in the configuration, whose version moves', async ({ ask, deps }) => {
    const before = await loadConfiguration(deps.sql, deps.secrets);
    await ask('PUT', '/api/settings', {
      'app.send_time_start': '08:00',
      'app.send_time_end': '20:00',
      'app.timezone': 'Europe/Berlin',
      'app.queue_poll_interval': '1m30s',
      smtp: [{ ...server, auth_protocol: 'plain', username: 'adam', password: 'secret-word', sliding_window: false }],
    });
    const after = await loadConfiguration(deps.sql, deps.secrets);
    expect(after.version).not.toBe(before.version);
    expect(after.settings).toMatchObject({
      sendWindow: sendWindowOf('Europe/Berlin', [{ start: '08:00', end: '20:00' }]),
      queuePollIntervalMs: 90_000,
    });
    expect(after.servers).toMatchObject([
      { name: 'email-mail2', password: 'secret-word', idleTimeoutMs: 15_000, slidingWindow: false, dailyLimit: 0 },
    ]);
  });

  test('makes the day of psql the configured one', async ({ ask, database, deps }) => {
    await ask('PUT', '/api/settings/app.timezone', 'Pacific/Auckland');
    const [row] = await deps.sql`
      select setconfig from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
      where d.datname = ${new URL(database.url).pathname.slice(1)}
    `;
    expect(row!.setconfig).toContain('TimeZone=Pacific/Auckland');
  });
});

describe('SMTP servers', () => {
  const withPassword = { ...server, auth_protocol: 'plain', username: 'adam', password: 'secret-word' };

  test('keep every field, and never tell the password', async ({ ask, sql }) => {
    const given = {
      ...withPassword,
      enabled: false,
      hello_hostname: 'sluice.example.com',
      auth_protocol: 'login',
      email_headers: [{ 'X-One': '1', 'X-Two': '2' }, { 'X-Three': 'drei' }],
      max_conns: 3,
      max_msg_retries: 0,
      idle_timeout: '1m',
      wait_timeout: '500ms',
      tls_type: 'STARTTLS',
      tls_skip_verify: true,
      from_email: 'adam@MAIL2.example.com',
      daily_limit: 1000,
      sliding_window: true,
      sliding_window_rate: 2,
      sliding_window_duration: '30m',
      daily_limit_period: 'rolling',
      limits: [
        { max: 16, period: '1m' },
        { max: 600, period: '1h' },
      ],
    };
    await ask('PUT', '/api/settings', { smtp: [given] });
    const { body } = await ask('GET', '/api/settings');
    expect(body.data.smtp).toEqual([
      {
        ...given,
        uuid: expect.any(String),
        name: 'email-mail2',
        from_email: 'adam@mail2.example.com',
        password: '',
        has_password: true,
      },
    ]);
    const [row] = await sql`select password_encrypted from smtp_servers`;
    expect(row!.passwordEncrypted).not.toContain('secret-word');
  });

  test('keep their password when it is blank, by uuid and by name, and their order', async ({ ask, deps }) => {
    await ask('PUT', '/api/settings', { smtp: [withPassword, { ...withPassword, name: 'mail3', password: 'other' }] });
    const { body } = await ask('GET', '/api/settings');
    const [first, second] = body.data.smtp;
    const { uuid: _, ...byName } = first;
    const answer = await ask('PUT', '/api/settings', { smtp: [{ ...second, daily_limit: 5 }, byName] });
    expect(answer.body).toEqual({ data: true });
    const { servers } = await loadConfiguration(deps.sql, deps.secrets);
    expect(servers).toMatchObject([
      { uuid: second.uuid, name: 'email-mail3', password: 'other', dailyLimit: 5 },
      { uuid: first.uuid, name: 'email-mail2', password: 'secret-word' },
    ]);
  });

  test('keep what a change leaves out', async ({ ask }) => {
    await ask('PUT', '/api/settings', { smtp: [{ ...withPassword, daily_limit: 1000, sliding_window: false }] });
    const [{ uuid, ...before }] = (await ask('GET', '/api/settings')).body.data.smtp;
    for (const known of [{ uuid }, {}]) {
      expect(await ask('PUT', '/api/settings', { smtp: [{ ...known, ...server, max_conns: 3 }] })).toMatchObject({
        status: 200,
      });
      expect((await ask('GET', '/api/settings')).body.data.smtp).toEqual([{ uuid, ...before, max_conns: 3 }]);
    }
  });

  test('are taken as listmonk’s clients describe them', async ({ ask }) => {
    const described = { ...server, msg_retry_delay: '10ms', from_addresses: ['example.com'] };
    expect(await ask('PUT', '/api/settings', { smtp: [described] })).toMatchObject({ status: 200 });
    const [stored] = (await ask('GET', '/api/settings')).body.data.smtp;
    expect(stored).not.toHaveProperty('from_addresses');
    const test = { ...described, port: 1, wait_timeout: '1s', host: '127.0.0.1', email: 'ada@example.com' };
    expect((await ask('POST', '/api/settings/smtp/test', test)).status).toBe(200);
  });

  test('may swap names, and go when they are left out', async ({ ask, deps }) => {
    await ask('PUT', '/api/settings', { smtp: [server, { ...server, name: 'mail3' }] });
    const [two, three] = (await ask('GET', '/api/settings')).body.data.smtp;
    const swapped = [
      { ...two, name: 'mail3' },
      { ...three, name: 'mail2' },
    ];
    expect(await ask('PUT', '/api/settings', { smtp: swapped })).toMatchObject({ status: 200 });
    await ask('PUT', '/api/settings', { smtp: [{ ...two, name: 'mail3' }] });
    const { servers } = await loadConfiguration(deps.sql, deps.secrets);
    expect(servers).toMatchObject([{ uuid: two.uuid, name: 'email-mail3' }]);
  });

  test.for([{ host: 'attacker.example.com' }, { port: 25 }])(
    'do not let their password go to another endpoint: %o',
    async (change, { ask, deps }) => {
      await ask('PUT', '/api/settings', { smtp: [withPassword] });
      const [stored] = (await ask('GET', '/api/settings')).body.data.smtp;
      const refused = await ask('PUT', '/api/settings', { smtp: [{ ...stored, ...change }] });
      expect(refused).toMatchObject({ status: 400, body: { field: 'smtp[0].password' } });

      const withoutAuth = { ...stored, ...change, auth_protocol: 'none' };
      expect(await ask('PUT', '/api/settings', { smtp: [withoutAuth] })).toMatchObject({ status: 200 });
      const { servers } = await loadConfiguration(deps.sql, deps.secrets);
      expect(servers).toMatchObject([{ ...change, password: '' }]);
    },
  );

  test('are messengers while they are enabled', async ({ ask }) => {
    await ask('PUT', '/api/settings', { smtp: [server, { ...server, name: 'mail3', enabled: false }] });
    expect((await ask('GET', '/api/config')).body.data).toMatchObject({
      messengers: ['automatic', 'email-mail2'],
      needs_restart: false,
      lang: 'en',
    });
  });
});

test('a change of settings waits for the claim in progress', async ({ ask, sql }) => {
  const { change } = await sql.begin(async (tx) => {
    await lockLimits(tx);
    const change = ask('PUT', '/api/settings/app.queue_paused', true);
    await waitUntilBlocked(tx);
    return { change };
  });
  expect((await change).status).toBe(200);
});
