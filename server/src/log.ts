import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

export type { Logger } from 'pino';

export type LogFormat = 'json' | 'pretty';

/**
 * A logger on standard output. Every line is a fixed sentence and fields: ids, never addresses or bodies.
 *
 * @param level A pino level: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.
 */
export function createLogger(level: string, format: LogFormat): Logger {
  const stream =
    format === 'pretty' ? pretty({ colorize: process.stdout.isTTY, ignore: 'pid,hostname', sync: true }) : undefined;
  return pino({ level, base: null }, stream ?? pino.destination({ sync: false }));
}

/** Text of a server's fit for a log line: replies like to quote the address that they are about. */
export function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>"'()[\],;:]+@[^\s<>"'()\],;:]+/g, '<address>');
}
