import { expect, test } from '../../../../test/api.ts';
import { makeSmtpServer } from '../../../../test/factories.ts';
import type { Sql } from '../../db/connect.ts';

const useToday = (sql: Sql, uuid: string, n: number) => sql`
  insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent) values (${uuid}, '2026-03-04', ${n})
`;

test('GET /api/queue/capacity sums the enabled servers; the account’s daily limit may leave less', async ({
  ask,
  sql,
}) => {
  await ask('PUT', '/api/settings', { 'app.timezone': 'UTC' });
  const capacity = async () => (await ask('GET', '/api/queue/capacity')).body.data;
  expect(await capacity()).toEqual({ daily_limit: 0, daily_used: 0, daily_remaining: 0, servers: 0, account: [] });

  const one = await makeSmtpServer(sql, { dailyLimit: 1000 });
  const two = await makeSmtpServer(sql, { dailyLimit: 500 });
  await makeSmtpServer(sql, { dailyLimit: 9999, enabled: false });
  await useToday(sql, one.uuid, 800);
  await useToday(sql, two.uuid, 600); // its limit has been lowered since
  expect(await capacity()).toMatchObject({ daily_limit: 1500, daily_used: 1400, daily_remaining: 200, servers: 2 });

  await ask('PUT', '/api/settings', { 'app.account_rate_limit_per_day': 1450 });
  expect(await capacity()).toMatchObject({
    ...{ daily_limit: 1450, daily_used: 1400, daily_remaining: 50 },
    account: [{ name: 'account day', max: 1450, used: 1400, remaining: 50 }],
  });

  await makeSmtpServer(sql, { dailyLimit: 0 });
  expect(await capacity()).toMatchObject({ daily_limit: 1450, daily_remaining: 50, servers: 3 });
  await ask('PUT', '/api/settings', { 'app.account_rate_limit_per_day': 0 });
  expect(await capacity()).toMatchObject({ daily_limit: 0, daily_used: 1400, daily_remaining: null });
});

test('GET /api/queue/throughput', async ({ ask, sql, clock }) => {
  await sql`
    insert into smtp_minute_usage (minute, smtp_server_uuid, emails_sent)
    values (${clock.in(-120)}, 'a', 4), (${clock.in(-7200)}, 'a', 2)
  `;
  const { status, body } = await ask('GET', '/api/queue/throughput');
  expect(status).toBe(200);
  expect(body.data).toMatchObject({ rate_per_minute: 0, last_hour: 4, last_day: 6, servers: [{ uuid: 'a' }] });
  expect(body.data.minutes).toHaveLength(60);
});
