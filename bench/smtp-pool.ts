/**
 * Messages per second through `smtpPool`, and through nodemailer's own pooled transport, to a sink in a process of its
 * own: `node bench/smtp-pool.ts [messages] [bytes]`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { createLogger } from '../server/src/log.ts';
import type { SmtpEndpoint } from '../server/src/smtp/endpoint.ts';
import { smtpPool } from '../server/src/smtp/pool.ts';
import { smtpSink } from '../server/src/smtp/sink.ts';
import { report } from './support/report.ts';

if (process.argv[2] === 'sink') {
  const sink = await smtpSink();
  process.send?.(sink.port);
  process.on('disconnect', () => process.exit());
} else {
  await bench(Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 5_000));
}

async function bench(messages: number, sizeBytes: number): Promise<void> {
  const sink = fork(import.meta.filename, ['sink']);
  const [port] = (await once(sink, 'message')) as [number];
  const line = `${'x'.repeat(74)}\r\n`;
  const raw = Buffer.from(`From: a@example.com\r\nSubject: bench\r\n\r\n${line.repeat(Math.ceil(sizeBytes / 76))}`);

  const rows = [];
  for (const connections of [1, 10, 30]) {
    const nodemailer = await rateOf(messages / 2, await nodemailerPool(port, connections, raw));
    const sluice = await rateOf(messages, sluicePool(port, connections, raw));
    rows.push({
      connections,
      'nodemailer/s': nodemailer,
      'sluice/s': sluice,
      ratio: +(sluice / nodemailer).toFixed(2),
    });
  }
  sink.disconnect();
  report(rows, `${messages} messages of ${raw.length} bytes`);
}

interface Sender {
  send(): Promise<void>;
  close(): Promise<void>;
}

function sluicePool(port: number, maxConns: number, raw: Buffer): Sender {
  const endpoint: SmtpEndpoint = {
    host: '127.0.0.1',
    port,
    helloHostname: 'bench.test',
    authProtocol: 'none',
    username: '',
    password: '',
    tlsType: 'none',
    tlsSkipVerify: false,
    maxConns,
    idleTimeoutMs: 15_000,
    waitTimeoutMs: 5_000,
  };
  const pool = smtpPool(endpoint, { log: createLogger('warn', 'json') });
  const job = {
    prepare: async () => ({ from: 'a@example.com', to: 'b@example.com', raw }),
    mayHandOver: () => true,
  };
  return {
    async send() {
      const outcome = await pool.send(job);
      if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
    },
    close: () => pool.stop(),
  };
}

async function nodemailerPool(port: number, maxConnections: number, raw: Buffer): Promise<Sender> {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    name: 'bench.test',
    ignoreTLS: true,
    pool: true,
    maxConnections,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  return {
    async send() {
      await transport.sendMail({ envelope: { from: 'a@example.com', to: 'b@example.com' }, raw });
    },
    close: async () => transport.close(),
  };
}

/** Messages per second with 100 under way, after a warm-up of a tenth. */
async function rateOf(messages: number, sender: Sender): Promise<number> {
  await sendAll(messages / 10, sender);
  const startedAt = performance.now();
  await sendAll(messages, sender);
  const seconds = (performance.now() - startedAt) / 1000;
  await sender.close();
  return Math.round(messages / seconds);
}

async function sendAll(messages: number, sender: Sender): Promise<void> {
  let left = Math.floor(messages);
  const sendSome = async () => {
    while (left-- > 0) await sender.send();
  };
  await Promise.all(Array.from({ length: 100 }, sendSome));
}
