import { pino } from 'pino';
import { cancelQueueRow } from '../server/src/campaigns/cancel-queue-row.ts';
import { countsByCampaign } from '../server/src/queue/queue-counts.ts';
import { enqueuer } from '../server/src/sending/enqueuer.ts';
import { queueProcessor } from '../server/src/sending/queue-processor.ts';
import { secretsFrom } from '../server/src/settings/secret-box.ts';
import { type SinkScript, smtpSink } from '../server/src/smtp/sink.ts';
import { makeCampaign, makeList, makeSmtpServer } from '../test/factories.ts';
import { expect, test } from '../test/harness.ts';

const recipients = 400;

/** Every `n`th time. */
const every = (n: number, count: number) => count % n === 0;

/** What goes wrong at each server, and what a message through it comes to. */
const scripts: Record<string, SinkScript> = {
  fickle: (stage, { count }) => {
    if (stage === 'rcpt' && every(5, count)) return { code: 451, text: '4.7.1 Greylisted, try again later' };
    if (stage === 'mail' && every(17, count)) return 'drop';
    return undefined;
  },
  forgetful: (stage, { count }) => {
    if (stage === 'data' && every(7, count)) return 'drop';
    if (stage === 'end-of-data' && every(19, count)) return 'lose reply';
    return undefined;
  },
  strict: (stage, { to, count }) => {
    if (stage === 'rcpt' && to.startsWith('gone')) return { code: 550, text: '5.1.1 No such user' };
    if (stage === 'mail' && every(30, count)) return { code: 421, text: '4.7.0 Too many messages, slow down' };
    return undefined;
  },
};

test('servers that refuse, throttle, hang up and forget: each message ends once, and says how', async ({
  sql,
  clock,
}) => {
  const sinks = await Promise.all([
    ...Object.entries(scripts).map(([name, script]) => smtpSink({ name, script })),
    smtpSink({ name: 'locked', auth: { username: 'someone', password: 'else' } }),
  ]);
  for (const { port } of sinks) await makeSmtpServer(sql, { port, maxConns: 3 });
  const list = await makeList(sql);
  // Every tenth address is refused by one of the servers, for good.
  await sql`
    with people as (
      insert into subscribers (email)
      select case when n % 10 = 0 then 'gone' else 'person' end || n || '@example.com'
      from generate_series(1, ${recipients}::int) n
      returning id
    )
    insert into subscriptions (list_id, subscriber_id, status) select ${list.id}, id, 'confirmed' from people
  `;
  const campaign = await makeCampaign(sql, { lists: [list.id] });
  await sql`update campaigns set status = 'running', started_at = ${clock.now()} where id = ${campaign.id}`;

  const deps = { sql, clock, log: pino({ level: 'silent' }), secrets: secretsFrom(Buffer.alloc(32, 1)) };
  const processor = queueProcessor(deps, { leaseMs: 30 * 24 * 3_600_000 });
  const enqueue = enqueuer(deps);
  await processor.start();
  await enqueue.start();
  const counts = async () => (await countsByCampaign(sql, [campaign.id])).get(campaign.id)!;
  for (let now = await counts(); now.sent === 0 || now.queued + now.sending > 0; now = await counts()) {
    await processor.settled();
    await clock.idle(3);
    clock.set(clock.nextWake()!);
  }

  const ledger = sinks.flatMap((sink) => sink.ledger.map(({ to }) => to));
  expect(new Set(ledger).size, 'accepted twice').toBe(ledger.length);
  const rows = await sql<{ id: string; email: string; status: string; lastError: string | null }[]>`
    select q.id, s.email, q.status, q.last_error from email_queue q join subscribers s on s.id = q.subscriber_id
  `;
  expect(rows).toHaveLength(recipients);
  for (const { email, status, lastError } of rows) {
    const accepted = ledger.includes(email);
    if (status === 'failed') expect([accepted, lastError], email).toEqual([false, '550 5.1.1 No such user']);
    else if (status === 'uncertain') expect([accepted, lastError !== null], email).toEqual([true, true]);
    else expect([accepted, status], email).toEqual([true, 'sent']);
  }
  const { sent, failed, uncertain } = await counts();
  expect(sent + failed + uncertain).toBe(recipients);
  expect(uncertain).toBeGreaterThan(0);
  expect(failed).toBeGreaterThan(0);
  expect(sinks.at(-1)!.ledger).toEqual([]);

  // Undecided rows keep a campaign from finishing; the operator's word lets it.
  const statusOf = async () => (await sql`select status from campaigns where id = ${campaign.id}`)[0]!.status;
  expect(await statusOf()).toBe('running');
  for (const { id } of rows.filter(({ status }) => status === 'uncertain')) await cancelQueueRow(deps, id);
  expect(await statusOf()).toBe('finished');

  await enqueue.stop();
  await processor.stop();
  await Promise.all(sinks.map((sink) => sink.stop()));
}, 60_000);
