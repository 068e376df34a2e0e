import { shortestPassword } from './auth/user.ts';
import { parseDatabaseUrl } from './db/database-url.ts';
import { AppError } from './errors.ts';
import type { LogFormat } from './log.ts';
import { parseSecretKey } from './settings/load-secret-key.ts';

/** What starting needs; what an operator changes while Sluice runs is in `settings/`. */
export interface Config {
  /** May name several hosts, see `connect`. Undefined: Sluice runs a PostgreSQL of its own in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  host: string;
  /** 0 takes a free one. */
  port: number;
  logLevel: string;
  logFormat: LogFormat;
  admin: { user: string; password: string | undefined };
  /** As given; `loadSecretKey` reads it. */
  secretKey: string | undefined;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads the environment. A variable that is set but empty counts as unset.
 *
 * @param isTerminal Whether standard output is one: logs are pretty there unless SLUICE_LOG_FORMAT says otherwise.
 * @throws {AppError} `invalid`, its message one line for each thing that is wrong.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): Config {
  const problems: string[] = [];
  const read = <Value>(name: string, parse: (text: string) => Value | null, expected: string, unset: Value): Value => {
    const text = env[name];
    if (text === undefined || text === '') return unset;
    const value = parse(text);
    if (value !== null) return value;
    problems.push(`${name}: expected ${expected}`);
    return unset;
  };
  const text = (name: string) => env[name] || undefined;

  const config: Config = {
    databaseUrl: read<string | undefined>(
      'DATABASE_URL',
      postgresUrl,
      'postgres://user:password@host/database',
      undefined,
    ),
    dataDir: text('SLUICE_DATA_DIR') ?? './data',
    host: text('SLUICE_HOST') ?? '127.0.0.1',
    port: read('SLUICE_PORT', portNumber, 'a port from 0 to 65535', 9000),
    logLevel: read('SLUICE_LOG_LEVEL', oneOf(logLevels), `one of ${logLevels.join(', ')}`, 'info'),
    logFormat: read<LogFormat>(
      'SLUICE_LOG_FORMAT',
      oneOf(['json', 'pretty'] as const),
      'json or pretty',
      isTerminal ? 'pretty' : 'json',
    ),
    admin: {
      user: read('SLUICE_ADMIN_USER', username, 'a name without spaces and colons', 'admin'),
      password: read<string | undefined>(
        'SLUICE_ADMIN_PASSWORD',
        password,
        `${shortestPassword} to 1000 characters`,
        undefined,
      ),
    },
    secretKey: read<string | undefined>('SLUICE_SECRET_KEY', secretKey, '32 bytes as hex or base64', undefined),
  };
  if (problems.length > 0) throw new AppError('invalid', problems.join('\n'));
  return config;
}

function postgresUrl(text: string): string | null {
  return parseDatabaseUrl(text) ? text : null;
}

function portNumber(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

const oneOf =
  <Word extends string>(words: readonly Word[]) =>
  (text: string) =>
    words.find((word) => word === text) ?? null;

const username = (text: string) => (/^[^\s:]{1,200}$/.test(text) ? text : null);
const password = (text: string) => (text.length >= shortestPassword && text.length <= 1000 ? text : null);
const secretKey = (text: string) => (parseSecretKey(text) ? text : null);
