// A PostgreSQL that lasts as long as its standard input is open: it goes with the test run that began it, also when
// that is interrupted or killed. Prints its URL.
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { embeddedPostgres } from '../server/src/db/embedded-postgres.ts';

/** What a cluster may do without when nobody needs its data tomorrow. */
const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', logging_collector: 'off' };

// Ctrl-C reaches the whole process group.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

const dataDir = await mkdtemp(join(tmpdir(), 'sluice-test-'));
await chmod(dataDir, 0o711); // else a test run by root keeps its cluster elsewhere
const server = embeddedPostgres({ dataDir, log: pino({ level: 'silent' }), settings });
try {
  const { url } = await server.start();
  process.stdout.on('error', () => {});
  console.log(url);
  await once(process.stdin.resume(), 'end');
  await server.remove();
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
