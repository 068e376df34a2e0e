import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { makeCampaign, makeList, makeSmtpServer, makeSubscriber } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { type SinkOptions, smtpSink } from '../smtp/sink.ts';
import { enqueuer } from './enqueuer.ts';
import { queueProcessor } from './queue-processor.ts';

async function makeSink(options: SinkOptions) {
  const sink = await smtpSink(options);
  onTestFinished(() => sink.stop());
  return sink;
}

test('the log has a line for every operation, with ids and without addresses, bodies or secrets', async ({
  sql,
  clock,
}) => {
  const lines: { msg: string }[] = [];
  const log = pino({ level: 'trace' }, { write: (line) => lines.push(JSON.parse(line)) });
  const secrets = secretsFrom(Buffer.alloc(32, 1));

  const picky = await makeSink({
    script: (stage, { to, count }) => {
      if (stage === 'mail' && count === 1) return { code: 421, text: '4.3.2 Closing, write to help@mail.example.com' };
      if (stage !== 'rcpt' || to.startsWith('ada')) return undefined;
      const code = to.startsWith('gone') ? 550 : 451;
      return { code, text: `<${to}>: Recipient address refused` };
    },
  });
  const locked = await makeSink({ auth: { username: 'someone@example.com', password: 'else' } });
  await makeSmtpServer(sql, { port: picky.port, maxConns: 1 });
  const { uuid } = await makeSmtpServer(sql, { port: locked.port, maxConns: 1 });
  const passwordEncrypted = secrets.seal('hunter2-secret');
  await sql`
    update smtp_servers
    set auth_protocol = 'plain', username = 'somebody@example.com', password_encrypted = ${passwordEncrypted}
    where uuid = ${uuid}
  `;

  const list = await makeList(sql, { name: 'Confidants' });
  for (const name of ['ada', 'gone', 'later']) {
    await makeSubscriber(sql, { email: `${name}@example.com`, name: `Dear ${name}`, lists: [list.id] });
  }
  const campaign = await makeCampaign(sql, { lists: [list.id], subject: 'Classified', body: '<p>Hush</p>' });
  await sql`update campaigns set status = 'running', started_at = ${clock.now()} where id = ${campaign.id}`;
  await sql`insert into settings (key, value) values ('delivery.max_attempts', '2')`;

  const processor = queueProcessor({ sql, clock, log, secrets }, { leaseMs: 30 * 24 * 3_600_000 });
  const enqueue = enqueuer({ sql, clock, log, secrets });
  await processor.start();
  await enqueue.start();
  const isRunning = async () => (await sql`select from campaigns where status = 'running'`).length > 0;
  while (await isRunning()) {
    await processor.settled();
    await clock.idle(3);
    clock.set(clock.nextWake()!);
  }
  await enqueue.stop();
  await processor.stop();

  expect(new Set(lines.map(({ msg }) => msg))).toEqual(
    new Set([
      'queue processor started',
      'settings taken up',
      `queued 3 emails for campaign ${campaign.id}`,
      'claimed queue rows',
      'waiting',
      'SMTP connection failed',
      'message not sent, back in the queue',
      'SMTP server set aside',
      'SMTP server is back',
      'message accepted',
      'message deferred',
      'message rejected',
      'campaign finished',
      'queue processor stopped',
    ]),
  );
  const about = (msg: string) => lines.filter((line) => line.msg === msg);
  expect(about('message rejected')).toMatchObject([
    { campaignId: campaign.id, rowId: expect.any(String), reply: '550 <<address>>: Recipient address refused' },
  ]);
  const text = JSON.stringify(lines);
  for (const secret of ['@', 'hunter2', 'Classified', 'Hush', 'Dear', 'Confidants', passwordEncrypted]) {
    expect(text).not.toContain(secret);
  }
});
