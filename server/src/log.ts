import { type Logger, pino } from 'pino';
import type { LogLines } from './log-lines.ts';

export type { Logger } from 'pino';

export type LogFormat = 'json' | 'pretty';

/**
 * A logger on standard output. Every line is a fixed sentence and fields: ids, never addresses or bodies.
 *
 * @param level A pino level: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.
 * @param lines Gets every line too.
 */
export async function createLogger(level: string, format: LogFormat, lines?: LogLines): Promise<Logger> {
  const stream = format === 'pretty' ? await prettyStream() : pino.destination({ sync: false });
  if (!lines) return pino({ level, base: null }, stream);
  const streams = [stream, lines].map((each) => ({ stream: each, level: 'trace' as const })); // all that `level` lets pass
  return pino({ level, base: null }, pino.multistream(streams));
}

/** Loaded when it is needed: a service logs JSON. */
async function prettyStream() {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ colorize: process.stdout.isTTY, ignore: 'pid,hostname', sync: true });
}

/** Text of a server's fit for a log line: replies like to quote the address that they are about. */
export function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>"'()[\],;:]+@[^\s<>"'()\],;:]+/g, '<address>');
}
