import { dayOf } from '../server/src/capacity/calendar-day.ts';
import { connect, type Sql } from '../server/src/db/connect.ts';
import { noRows, totals } from '../server/src/queue/queue-counts.ts';
import { applyDatabaseTimeZone } from '../server/src/settings/database-time-zone.ts';
import { describe, expect, test } from '../test/api.ts';
import { differences, examples, statements } from '../test/operator-guide.ts';

// What operator-guide.md prints is run here, as printed.

const workerId = '11111111-1111-4111-8111-111111111111';

/** The world that the page speaks of: two servers, a campaign, and an email of each kind. */
async function seed(sql: Sql, day: string): Promise<void> {
  await sql`
    insert into smtp_servers (uuid, name, host, port, from_email, daily_limit, position)
    values
      ('abc-123', 'email-mail2', 'mail2.example.com', 587, 'adam@mail2.example.com', 1000, 1),
      ('def-456', 'email-mail3', 'mail3.example.com', 587, 'adam@mail3.example.com', 1000, 2)
  `;
  await sql`
    insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent)
    values
      ('abc-123', ${day}, 800), ('def-456', ${day}, 500),
      ('abc-123', ${day}::date - 1, 11), ('def-456', ${day}::date + 1, 12)
  `;
  await sql`insert into lists (id, name) overriding system value values (1, 'Customers')`;
  await sql`
    insert into campaigns (id, name, subject, from_email, content_type, body)
    overriding system value
    values (123, 'Spring', 'Spring is here', 'Sluice <news@example.com>', 'html', '<p>Hello</p>')
  `;
  await sql`insert into campaign_lists (campaign_id, list_id) values (123, 1)`;
  await sql`
    insert into subscribers (id, email, name)
    overriding system value
    select id, case id when 9 then 'ann' else 'person' || id end || '@example.com', 'Ann' from generate_series(9, 14) id
  `;
  await sql`insert into subscriptions (list_id, subscriber_id) select 1, id from subscribers`;
  await sql`
    insert into email_queue (id, campaign_id, subscriber_id, status, assigned_smtp_server_uuid, retry_count, last_error,
      updated_at)
    values
      (4711, 123, 9, 'failed', 'abc-123', 1, '550 5.1.1 no such user', now() - interval '2 hours'),
      (4712, 123, 10, 'uncertain', 'abc-123', 0, 'the connection broke', now()),
      (4713, 123, 11, 'queued', null, 0, null, now()),
      (4714, 123, 12, 'sending', 'abc-123', 0, null, now() - interval '11 minutes'),
      (4715, 123, 13, 'sending', 'def-456', 0, null, now() - interval '9 minutes'),
      (4716, 123, 14, 'failed', 'def-456', 8, '451 4.3.0 try later', now() - interval '1 hour')
  `;
  await sql`
    insert into attempts (queue_id, campaign_id, smtp_server_uuid, worker_id, message_id, started_at, finished_at,
      outcome, seen, reply)
    values (4711, 123, 'abc-123', ${workerId}, '<3f0c@mail2.example.com>', now() - interval '2 hours', now(),
      'rejected', true, '550 5.1.1 no such user')
  `;
}

/** The columns of the printed table, each as the real one has it. */
async function comparesTable(sql: Sql, statement: string): Promise<void> {
  await sql`create schema printed`;
  await sql`set search_path to printed`;
  await sql.unsafe(statement);
  await sql`reset search_path`;
  const columns = await sql<{ name: string; printed: string; real: string | null }[]>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as printed, (
      select format_type(r.atttypid, r.atttypmod)
      from pg_attribute r
      where r.attrelid = ('public.' || c.relname)::regclass and r.attname = a.attname
    ) as real
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = 'printed'::regnamespace and c.relkind = 'r'
  `;
  expect(columns.length).toBeGreaterThan(3);
  for (const { name, printed, real } of columns) expect(`${name} ${real}`).toBe(`${name} ${printed}`);
}

const answers = (rows: unknown[]) => async (sql: Sql, statement: string) => {
  expect([...(await sql.unsafe(statement))]).toEqual(rows);
};

/** Each printed statement by how it begins, and what it must do on the seeded database. */
const meanings: [RegExp, (sql: Sql, statement: string) => Promise<void>][] = [
  [/^CREATE TABLE email_queue /, comparesTable],
  [/^CREATE TABLE smtp_daily_usage /, comparesTable],
  [/^CREATE TABLE smtp_rate_limit_state /, comparesTable],
  [
    /^SELECT status, COUNT/,
    async (sql, statement) => {
      const counts = await sql.unsafe<{ status: string; count: string }[]>(statement);
      expect(Object.fromEntries(counts.map(({ status, count }) => [status, Number(count)]))).toEqual({
        ...{ failed: 2, uncertain: 1, queued: 1, sending: 2 },
      });
    },
  ],
  [/^SELECT campaign_id, COUNT/, answers([{ campaignId: 123, count: '1' }])],
  [
    /^SELECT s.name, u.emails_sent/,
    async (sql, statement) => {
      expect((await sql.unsafe(statement)).toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
        { name: 'email-mail2', emailsSent: 800, dailyLimit: 1000 },
        { name: 'email-mail3', emailsSent: 500, dailyLimit: 1000 },
      ]);
    },
  ],
  [
    /^SELECT id, campaign_id, subscriber_id, last_error/,
    answers([
      { id: '4716', campaignId: 123, subscriberId: 14, lastError: '451 4.3.0 try later', retryCount: 8 },
      { id: '4711', campaignId: 123, subscriberId: 9, lastError: '550 5.1.1 no such user', retryCount: 1 },
    ]),
  ],
  [
    /^SELECT started_at/,
    answers([
      {
        startedAt: expect.any(Date),
        smtpServerUuid: 'abc-123',
        outcome: 'rejected',
        reply: '550 5.1.1 no such user',
      },
    ]),
  ],
  [
    /^SELECT id, campaign_id, subscriber_id, assigned/,
    answers([
      {
        id: '4712',
        campaignId: 123,
        subscriberId: 10,
        assignedSmtpServerUuid: 'abc-123',
        lastError: 'the connection broke',
      },
    ]),
  ],
  [
    /^UPDATE email_queue/,
    async (sql, statement) => {
      await sql.unsafe(statement);
      expect([
        ...(await sql`
          select id, status, assigned_smtp_server_uuid as server from email_queue where id in (4714, 4715) order by id
        `),
      ]).toEqual([
        { id: '4714', status: 'queued', server: null },
        { id: '4715', status: 'sending', server: 'def-456' },
      ]);
      expect(await totals(sql)).toEqual({ ...noRows, queued: 2, sending: 1, failed: 2, uncertain: 1 });
    },
  ],
];

/** A zone whose day is not that of UTC now, and will not be for an hour. */
const otherDayZone = new Date().getUTCHours() < 10 ? 'Pacific/Niue' : 'Pacific/Kiritimati';

describe('SQL on the page', () => {
  test.for(statements.map((statement) => [statement.split('\n', 1)[0], statement] as const))(
    '%s',
    async ([, statement], { sql, database, deps }) => {
      const meaning = meanings.find(([begins]) => begins.test(statement));
      expect(meaning, 'what the statement means is not known here').toBeDefined();

      await sql`insert into settings (key, value) values ('app.timezone', ${sql.json(otherDayZone)})`;
      await applyDatabaseTimeZone(deps);
      await seed(sql, dayOf(Date.now(), otherDayZone));
      const operator = connect(database.url, { max: 1 });
      try {
        await meaning![1](operator, statement);
      } finally {
        await operator`drop schema if exists printed cascade`;
        await operator.end();
      }
    },
  );

  test('is all there', () => {
    const missing = meanings.filter(([begins]) => !statements.some((statement) => begins.test(statement)));
    expect(missing).toEqual([]);
  });
});

test('API calls on the page answer as printed', async ({ ask, sql }) => {
  await seed(sql, '2026-03-04');
  const printed = examples.filter(({ answer }) => answer !== undefined);
  expect(printed.length).toBeGreaterThan(8);
  for (const { method, url, body, answer } of examples) {
    const { status, body: given } = await ask(method, url, body);
    const call = `${method} ${url}`;
    expect({ call, status, message: given.message }).toEqual({ call, status: 200, message: undefined });
    if (answer !== undefined)
      expect({ call, differences: differences(answer, given) }).toEqual({ call, differences: [] });
  }
});

test('the numbers of GET /api/queue/servers on the page follow from the settings and the usage', async ({
  ask,
  sql,
}) => {
  await seed(sql, '2026-03-04');
  const { answer } = examples.find(({ url }) => url === '/api/queue/servers')! as { answer: { data: object[] } };
  const { body } = await ask('GET', '/api/queue/servers');
  const guideKeys = (server: object) => Object.entries(server).slice(0, 6);
  expect(body.data.map(guideKeys)).toEqual(answer.data.map(guideKeys));
});
