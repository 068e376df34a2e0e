import { pino } from 'pino';
import { makeCampaign, makeList, makeSmtpServer, makeSubscriber } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { runningCampaign } from '../../../test/queue-world.ts';
import { updateCampaign } from '../campaigns/update-campaign.ts';
import { saveSettings } from '../settings/save-settings.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { smtpSink } from '../smtp/sink.ts';
import { enqueuer } from './enqueuer.ts';
import { queueProcessor } from './queue-processor.ts';
import { scheduler } from './scheduler.ts';

const log = pino({ level: 'silent' });
const secrets = secretsFrom(Buffer.alloc(32, 7));

test('stops before it was started, and twice; so do the loops beside it', async ({ sql, clock }) => {
  const deps = { sql, clock, log, secrets };
  for (const service of [queueProcessor(deps), enqueuer(deps), scheduler(deps)]) {
    await service.stop();
    await service.start();
    await service.stop();
    await service.stop();
  }
  expect(await sql`select from workers`).toHaveLength(0);
});

test('a scheduled campaign starts at its time, is enqueued and sent, and finishes', async ({ sql, clock }) => {
  const sink = await smtpSink({ keepRaw: true });
  await makeSmtpServer(sql, { port: sink.port, fromEmail: 'adam@mail2.example.com' });
  const list = await makeList(sql);
  const person = await makeSubscriber(sql, { lists: [list.id], attribs: { city: 'Bonn' } });
  const campaign = await makeCampaign(sql, {
    ...{ lists: [list.id], status: 'scheduled', sendAt: clock.in(90) },
    ...{ fromEmail: 'Adam <adam@example.com>', body: '<p>{{ subscriber.attribs.city }}</p>' },
  });
  const deps = { sql, clock, log, secrets };
  const processor = queueProcessor(deps, { leaseMs: 3_600_000 });
  const services = [processor, enqueuer(deps), scheduler(deps)];
  for (const service of services) await service.start();

  const status = async () => (await sql`select status from campaigns where id = ${campaign.id}`)[0]!.status;
  while ((await status()) !== 'finished') {
    await processor.settled();
    await clock.idle(4);
    if (sink.ledger.length === 0) expect(await status()).not.toBe('finished');
    clock.set(clock.nextWake()!);
  }
  for (const service of services.toReversed()) await service.stop();
  await sink.stop();

  expect(sink.ledger.map(({ to, from }) => ({ to, from }))).toEqual([
    { to: person.email, from: 'adam@mail2.example.com' },
  ]);
  const raw = sink.ledger[0]!.raw!.toString();
  expect(raw).toMatch(/^From: "?Adam"? <adam@mail2\.example\.com>\r$/m);
  expect(raw).toMatch(/^Reply-To: .*adam@example\.com/m);
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  expect(raw).toContain('Bonn');
  const [row] = await sql`select status, sent_at, last_error from email_queue`;
  expect(row).toEqual({ status: 'sent', sentAt: expect.any(Date), lastError: null });
});

test('in the last second before the window closes nothing is tried', async ({ sql, clock }) => {
  const sink = await smtpSink();
  await makeSmtpServer(sql, { port: sink.port });
  const deps = { sql, clock, log, secrets };
  await saveSettings(deps, {
    ...{ 'app.timezone': 'UTC', 'app.send_time_start': '08:00', 'app.send_time_end': '20:00' },
  });
  clock.set(new Date('2026-03-04T19:59:59.500Z'));
  await runningCampaign({ sql, clock }, 3);
  const processor = queueProcessor(deps, { leaseMs: 100 * 3_600_000 });
  await processor.start();
  await processor.settled();
  expect(await sql`select from attempts`).toHaveLength(0);
  clock.set(new Date('2026-03-05T08:00:00Z'));
  await processor.settled();
  expect(sink.ledger).toHaveLength(3);
  await processor.stop();
  await sink.stop();
});

test('a campaign’s own window is looked at again in the moment before a message is handed over', async ({
  sql,
  clock,
}) => {
  const closing = new Date('2026-03-04T13:00:00Z');
  let isSlow = true;
  const sink = await smtpSink({
    script(stage) {
      if (stage === 'rcpt' && isSlow) {
        isSlow = false;
        clock.set(closing);
      }
      return undefined;
    },
  });
  await makeSmtpServer(sql, { port: sink.port, maxConns: 1 });
  const deps = { sql, clock, log, secrets };
  await saveSettings(deps, { 'app.timezone': 'UTC' });
  clock.set(new Date(closing.getTime() - 60_000));
  await runningCampaign({ sql, clock }, 3, { sendWindows: [{ start: '08:00', end: '13:00' }] });
  const processor = queueProcessor(deps, { leaseMs: 100 * 3_600_000 });
  await processor.start();
  await processor.settled();
  expect(sink.ledger).toHaveLength(0);
  expect(await sql`select distinct status from email_queue`).toEqual([{ status: 'queued' }]);
  clock.set(new Date('2026-03-05T08:00:00Z'));
  await sink.waitFor(3);
  await processor.stop();
  await sink.stop();
});

test('what was claimed before a campaign’s window was narrowed is not handed over', async ({ sql, clock }) => {
  const deps = { sql, clock, log, secrets };
  let narrow: (() => Promise<unknown>) | null = null;
  const sink = await smtpSink({
    async script(stage) {
      if (stage === 'connect') await narrow?.();
      return undefined;
    },
  });
  await makeSmtpServer(sql, { port: sink.port, maxConns: 1 });
  await saveSettings(deps, { 'app.timezone': 'UTC' });
  const campaign = await runningCampaign({ sql, clock }, 3);
  narrow = () => updateCampaign(deps, campaign.id, { sendWindows: [{ start: '14:00', end: '15:00' }] });
  const processor = queueProcessor(deps, { leaseMs: 100 * 3_600_000 });
  await processor.start();
  await processor.settled();
  expect(sink.ledger).toHaveLength(0);
  clock.set(new Date('2026-03-04T14:00:00Z'));
  narrow = null;
  await sink.waitFor(3);
  await processor.stop();
  await sink.stop();
});

test('a message that has begun when the window closes is taken back before its content is written', async ({
  sql,
  clock,
}) => {
  const closing = new Date('2026-03-04T20:00:00Z');
  const shown: string[] = [];
  const sink = await smtpSink({
    script(stage) {
      shown.push(stage);
      if (stage === 'rcpt' && clock.now() < closing) clock.set(closing);
      return undefined;
    },
  });
  await makeSmtpServer(sql, { port: sink.port, maxConns: 1 });
  const deps = { sql, clock, log, secrets };
  await saveSettings(deps, {
    ...{ 'app.timezone': 'UTC', 'app.send_time_start': '08:00', 'app.send_time_end': '20:00' },
  });
  clock.set(new Date('2026-03-04T19:59:50Z'));
  await runningCampaign({ sql, clock }, 1);
  const processor = queueProcessor(deps, { leaseMs: 100 * 3_600_000 });
  await processor.start();
  await processor.settled();
  expect(shown).toEqual(['connect', 'mail', 'rcpt']);
  expect(await sql`select outcome, seen from attempts`).toEqual([{ outcome: 'unsent', seen: true }]);
  clock.set(new Date('2026-03-05T08:00:00Z'));
  await processor.settled();
  expect(sink.ledger).toHaveLength(1);
  await processor.stop();
  await sink.stop();
});

test('a direct campaign goes at any hour and beyond the daily limit, by its own server; automatic ones wait', async ({
  sql,
  clock,
}) => {
  const [own, other] = [await smtpSink(), await smtpSink()];
  const server = await makeSmtpServer(sql, { port: own.port, dailyLimit: 2 });
  await makeSmtpServer(sql, { port: other.port });
  const deps = { sql, clock, log, secrets };
  await saveSettings(deps, {
    ...{ 'app.timezone': 'UTC', 'app.send_time_start': '08:00', 'app.send_time_end': '20:00' },
  });
  clock.set(new Date('2026-03-04T19:59:59.500Z'));
  await runningCampaign({ sql, clock }, 3);
  await runningCampaign({ sql, clock }, 3, { messenger: server.name });
  const processor = queueProcessor(deps, { leaseMs: 100 * 3_600_000 });
  await processor.start();
  await processor.settled();
  expect([own.ledger.length, other.ledger.length]).toEqual([3, 0]);

  await runningCampaign({ sql, clock }, 2, { messenger: server.name });
  clock.set(new Date('2026-03-04T23:00:00Z'));
  await processor.settled();
  expect([own.ledger.length, other.ledger.length]).toEqual([5, 0]);
  await processor.stop();
  await Promise.all([own.stop(), other.stop()]);
});
