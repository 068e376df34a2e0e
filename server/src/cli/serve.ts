import { setFlagsFromString } from 'node:v8';
import { Command } from 'commander';
import { type Config, readConfig } from '../config.ts';
import { AppError } from '../errors.ts';
import { createLogger, type Logger } from '../log.ts';
import { logLines } from '../log-lines.ts';
import { type Role, type Sluice, startSluice } from '../main.ts';
import { shutdownSignal } from './shutdown-signal.ts';

/**
 * How far the heap may grow beyond what is in use before it is collected. By itself V8 lets it grow to four times that: what
 * batches of messages leave behind would be most of the process's memory.
 */
const heapGrowingPercent = 50;

/** A stop takes seconds; past this something hangs that should not. */
const longestStopMs = 30_000;

export const serveCommand = () =>
  new Command('serve')
    .description('run everything in one process: the HTTP API and sending')
    .action(() => run('serve'));

export const apiCommand = () =>
  new Command('api')
    .description('run the HTTP API only; sending is left to workers (needs DATABASE_URL)')
    .action(() => run('api'));

export const workerCommand = () =>
  new Command('worker').description('run one more process that sends (needs DATABASE_URL)').action(() => run('worker'));

async function run(role: Role): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${heapGrowingPercent}`);
  const config = readConfig(process.env, process.stdout.isTTY);
  if (role !== 'serve' && !config.databaseUrl) throw needsDatabase(role);
  const lines = logLines();
  const log = await createLogger(config.logLevel, config.logFormat, lines);
  const signal = shutdownSignal();
  exitOnBugs(log);

  const sluice = await startSluice(role, config, { log, lines });
  for (const line of greeting(sluice, config)) console.log(line);

  log.info({ signal: await signal }, 'stopping');
  setTimeout(() => {
    log.fatal('stopping takes too long, giving up');
    process.exit(1);
  }, longestStopMs).unref();
  await sluice.stop();
  process.exit(0);
}

function needsDatabase(role: Role): AppError {
  return new AppError(
    'invalid',
    `${role} needs DATABASE_URL. Without one, sluice serve does everything; to have more processes beside it, give them the DATABASE_URL that sluice psql --print prints, and the same SLUICE_DATA_DIR`,
  );
}

function greeting({ admin, port }: Sluice, { host }: Config): string[] {
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const url = `http://${name}:${port}`;
  const isChoice = port !== null && admin?.password;
  return [
    ...(admin ? [`First start: sign in as ${admin.username}${passwordOf(admin)}`] : []),
    ...(isChoice ? [`or choose your own username and password at ${firstRunLink(url, admin)}`] : []),
    ...(port === null ? [] : [`Sluice is running at ${url}`]),
  ];
}

/** What is behind the # is sent to no server: the password that was just made proves who may choose another. */
function firstRunLink(url: string, { username, password }: { username: string; password: string | null }): string {
  return `${url}/admin/first-run#${new URLSearchParams({ user: username, password: password ?? '' })}`;
}

function passwordOf({ password }: { password: string | null }): string {
  return password === null
    ? ' with the password in SLUICE_ADMIN_PASSWORD'
    : ` with the password ${password} (it is not shown again)`;
}

/** What nobody expected leaves no process in an unknown state; rows that it held are swept by the others. */
function exitOnBugs(log: Logger): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err: unknown) => {
      log.fatal({ err }, 'unexpected error, exiting');
      process.exit(1);
    });
  }
}
