import { pino } from 'pino';
import { findServerEvents } from '../server/src/queue/server-event-store.ts';
import { queueProcessor } from '../server/src/sending/queue-processor.ts';
import { saveSettings } from '../server/src/settings/save-settings.ts';
import { secretsFrom } from '../server/src/settings/secret-box.ts';
import type { SmtpServerChanges } from '../server/src/settings/smtp-server.ts';
import { smtpSink } from '../server/src/smtp/sink.ts';
import { certificate } from '../server/src/smtp/smtp-fixtures.ts';
import { expect, test } from '../test/harness.ts';
import { runningCampaign } from '../test/queue-world.ts';

const recipients = 80;

/** Servers that will not have our mail for what our settings are, and what each of them says. */
const wrongs = {
  password: '535 5.7.8 Authentication credentials invalid',
  certificate: 'self-signed certificate; set tls_skip_verify if the server is to be trusted all the same',
  sender: '553 5.7.1 Sender address rejected: not owned by user',
  relay: '554 5.7.1 Relay access denied',
};

async function makeSinks() {
  const refuse = (at: string, line: string) => (stage: string) =>
    stage === at ? { code: Number(line.slice(0, 3)), text: line.slice(4) } : undefined;
  return {
    password: await smtpSink({ auth: { username: 'adam', password: 'right' } }),
    certificate: await smtpSink({ tls: certificate }),
    sender: await smtpSink({ script: refuse('mail', wrongs.sender) }),
    relay: await smtpSink({ script: refuse('rcpt', wrongs.relay) }),
    works: await smtpSink(),
  };
}

test('servers with wrong settings keep no mail, say what is wrong, and are back at once when that is corrected', async ({
  sql,
  clock,
}) => {
  const deps = { sql, clock, log: pino({ level: 'silent' }), secrets: secretsFrom(Buffer.alloc(32, 1)) };
  const sinks = await makeSinks();
  const server = (name: keyof typeof sinks, more: Partial<SmtpServerChanges> = {}) => ({
    ...{ name, host: '127.0.0.1', port: sinks[name].port, max_conns: 3 },
    ...{ auth_protocol: 'none', tls_type: 'none', from_email: `news@${name}.example.com`, ...more },
  });
  const servers = (login: { password: string }, tls: { tls_skip_verify: boolean }) =>
    saveSettings(deps, {
      smtp: [
        server('password', { auth_protocol: 'plain', username: 'adam', ...login }),
        server('certificate', { tls_type: 'STARTTLS', ...tls }),
        server('sender'),
        server('relay'),
        server('works'),
      ],
    } as Parameters<typeof saveSettings>[1]);
  await servers({ password: 'wrong' }, { tls_skip_verify: false });
  await runningCampaign({ sql, clock }, recipients);

  const processor = queueProcessor(deps, { leaseMs: 3_600_000 });
  await processor.start();
  await processor.settled();
  // Mail that was refused by two servers waits a while: not theirs alone may be the fault.
  const left = async () => (await sql`select count(*)::int as n from email_queue where status <> 'sent'`)[0]!.n;
  while ((await left()) > 0) {
    await clock.idle(2);
    clock.set(clock.nextWake()!);
    await processor.settled();
  }
  expect(sinks.works.ledger).toHaveLength(recipients);
  for (const [name, reply] of Object.entries(wrongs)) {
    const [row] = await sql<{ uuid: string }[]>`select uuid from smtp_servers where name = ${`email-${name}`}`;
    const { results } = await findServerEvents(sql, row!.uuid, { limit: 1_000, offset: 0 });
    expect(results.at(-1), name).toMatchObject({ from: 'healthy', to: 'parked', reply });
  }

  await servers({ password: 'right' }, { tls_skip_verify: true });
  await runningCampaign({ sql, clock }, recipients);
  await processor.settled();
  expect(sinks.password.ledger.length, 'its password is right now').toBeGreaterThan(0);
  expect(sinks.certificate.ledger.length, 'its certificate is trusted now').toBeGreaterThan(0);
  await processor.stop();
  await Promise.all(Object.values(sinks).map((sink) => sink.stop()));
}, 60_000);
