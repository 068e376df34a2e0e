import { pino } from 'pino';
import { dayOf } from '../server/src/capacity/calendar-day.ts';
import { enqueuer } from '../server/src/sending/enqueuer.ts';
import { queueProcessor } from '../server/src/sending/queue-processor.ts';
import { secretsFrom } from '../server/src/settings/secret-box.ts';
import { smtpSink } from '../server/src/smtp/sink.ts';
import { makeCampaign, makeList, makeSmtpServer } from '../test/factories.ts';
import { expect, test } from '../test/harness.ts';

const timeZone = 'Europe/Berlin';
const servers = 50;
const dailyLimit = 20;
const recipients = 2_500;
const day = (text: string) => new Date(`${text}+01:00`);

test('a campaign of 2,500 over 50 servers with 20 a day each, 08:00–20:00, ends on the third day', async ({
  sql,
  clock,
}) => {
  clock.set(day('2026-11-24T17:30:00'));
  const settings = {
    'app.timezone': timeZone,
    'app.send_time_start': '08:00',
    'app.send_time_end': '20:00',
    'app.message_sliding_window': true,
    'app.message_sliding_window_rate': 2,
    'app.message_sliding_window_duration': '30m',
    'app.queue_poll_interval': '1h',
  };
  for (const [key, value] of Object.entries(settings)) {
    await sql`insert into settings (key, value) values (${key}, ${sql.json(value)})`;
  }
  await using sink = await smtpSinkOf();
  for (let n = 0; n < servers; n++) await makeSmtpServer(sql, { port: sink.port, dailyLimit, maxConns: 1 });
  const list = await makeList(sql);
  await sql`
    with people as (
      insert into subscribers (email, name)
      select 'person' || n || '@example.com', 'Person ' || n from generate_series(1, ${recipients}::int) n
      returning id
    )
    insert into subscriptions (list_id, subscriber_id, status) select ${list.id}, id, 'confirmed' from people
  `;
  const campaign = await makeCampaign(sql, { lists: [list.id] });
  await sql`update campaigns set status = 'running', started_at = ${clock.now()}, use_queue = true where id = ${campaign.id}`;

  const deps = {
    sql,
    clock,
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    secrets: secretsFrom(Buffer.alloc(32, 1)),
  };
  const processor = queueProcessor(deps, { leaseMs: 30 * 24 * 3_600_000 });
  const enqueue = enqueuer(deps);
  await processor.start();
  await enqueue.start();

  const sentAt: { at: Date; count: number }[] = [];
  for (;;) {
    await processor.settled();
    const total = sentAt.reduce((sum, { count }) => sum + count, 0);
    if (sink.ledger.length > total) sentAt.push({ at: clock.now(), count: sink.ledger.length - total });
    const [row] = await sql<{ status: string; finishedAt: Date }[]>`
      select status, finished_at from campaigns where id = ${campaign.id}
    `;
    if (row?.status === 'finished') break;
    await clock.idle(3);
    clock.set(clock.nextWake()!);
  }
  await enqueue.stop();
  await processor.stop();

  // 17:30 to 20:00 holds 5 stretches of 30 minutes and a bit: 2 each at 17:30, 18:00, … 19:30, each a slice later.
  const byDay = Map.groupBy(sentAt, ({ at }) => dayOf(at.getTime(), timeZone));
  const sentOn = (date: string) => (byDay.get(date) ?? []).reduce((sum, { count }) => sum + count, 0);
  expect(sentOn('2026-11-24')).toBe(servers * 10);
  expect(sentOn('2026-11-25')).toBe(servers * dailyLimit);
  expect(sentOn('2026-11-26')).toBe(servers * dailyLimit);
  expect([...byDay.keys()]).toEqual(['2026-11-24', '2026-11-25', '2026-11-26']);
  expect(new Set(sink.ledger.map(({ to }) => to)).size).toBe(recipients);
  expect(sink.ledger).toHaveLength(recipients);
  for (const { at } of sentAt) {
    const hour = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).hour;
    expect(hour).toBeGreaterThanOrEqual(8);
    expect(hour).toBeLessThan(20);
  }
  const usage = await sql<{ usageDate: string; n: number }[]>`
    select usage_date::text, max(emails_sent)::int as n from smtp_daily_usage group by 1 order by 1
  `;
  expect([...usage]).toEqual([
    { usageDate: '2026-11-24', n: 10 },
    { usageDate: '2026-11-25', n: dailyLimit },
    { usageDate: '2026-11-26', n: dailyLimit },
  ]);
}, 60_000);

async function smtpSinkOf() {
  const sink = await smtpSink();
  return Object.assign(sink, { [Symbol.asyncDispose]: () => sink.stop() });
}
