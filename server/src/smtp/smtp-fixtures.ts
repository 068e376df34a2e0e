import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { OutgoingMessage, SmtpEndpoint } from './endpoint.ts';
import { type HandOver, type SmtpPool, smtpPool } from './pool.ts';
import { type SinkOptions, type SmtpSink, smtpSink } from './sink.ts';

/** A self-signed certificate for localhost and 127.0.0.1, and its key. */
export const certificate = {
  cert: readFileSync(new URL('fixtures/localhost.cert.pem', import.meta.url), 'utf8'),
  key: readFileSync(new URL('fixtures/localhost.key.pem', import.meta.url), 'utf8'),
};

/** A sink that stops with the test. */
export async function makeSink(options: SinkOptions = {}): Promise<SmtpSink> {
  const sink = await smtpSink(options);
  onTestFinished(() => sink.stop());
  return sink;
}

export function makeEndpoint(port: number, overrides: Partial<SmtpEndpoint> = {}): SmtpEndpoint {
  return {
    host: '127.0.0.1',
    port,
    helloHostname: 'sluice.test',
    authProtocol: 'none',
    username: '',
    password: '',
    tlsType: 'none',
    tlsSkipVerify: false,
    maxConns: 1,
    idleTimeoutMs: 60_000,
    waitTimeoutMs: 5_000,
    ...overrides,
  };
}

/**
 * A pool that stops with the test.
 *
 * @param onLog Gets each line that the pool logs.
 */
export function makePool(
  port: number,
  overrides: Partial<SmtpEndpoint> = {},
  onLog: (line: string) => void = () => {},
): SmtpPool {
  const pool = smtpPool(makeEndpoint(port, overrides), { log: pino({ level: 'debug' }, { write: onLog }) });
  onTestFinished(() => pool.stop());
  return pool;
}

export function makeMessage(overrides: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    from: 'news@example.com',
    to: 'ada@example.com',
    raw: Buffer.from('Message-ID: <1@example.com>\r\nSubject: Hello\r\n\r\n.starts with a dot\r\nbye\r\n'),
    ...overrides,
  };
}

/** A message that may be handed over at any time. */
export function makeJob(message: Partial<OutgoingMessage> = {}, overrides: Partial<HandOver> = {}): HandOver {
  return { prepare: async () => makeMessage(message), mayHandOver: () => true, ...overrides };
}
