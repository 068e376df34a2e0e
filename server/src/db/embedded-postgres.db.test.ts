import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { test as base, describe, expect } from 'vitest';
import { connect } from './connect.ts';
import { embeddedPostgres } from './embedded-postgres.ts';

type Server = ReturnType<typeof embeddedPostgres>;

const log = pino({ level: 'silent' });
/** Commits survive a kill of PostgreSQL, though not a power cut. */
const settings = { fsync: 'off', logging_collector: 'off' };
const owners: ChildProcess[] = [];

const test = base.extend<{ dataDir: string; server: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-embedded-'));
    await chmod(folder, 0o711);
    await use(join(folder, 'data'));
    await rm(folder, { recursive: true, force: true });
  },
  server: async ({ dataDir }, use) => {
    const server = embeddedPostgres({ dataDir, log, settings });
    await use(server);
    for (const owner of owners.splice(0)) owner.kill('SIGKILL');
    await server.start().catch(() => {}); // adopts what the test left running
    await server.remove();
  },
});

async function query(url: string, text: string): Promise<unknown[]> {
  const sql = connect(url, { max: 1 });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

/** A Sluice of its own process that owns `dataDir`, up and running. */
async function startElsewhere(dataDir: string): Promise<{ process: ChildProcess; url: string }> {
  const code = `
    import { pino } from 'pino';
    import { embeddedPostgres } from '${new URL('./embedded-postgres.ts', import.meta.url)}';
    const settings = ${JSON.stringify(settings)};
    const server = embeddedPostgres({ dataDir: '${dataDir}', log: pino({ level: 'silent' }), settings });
    console.log(await server.start().then(({ url }) => url, (error) => 'refused: ' + error.message));
    process.stdin.resume().on('end', () => process.exit());
  `;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  });
  owners.push(child);
  const [url] = await once(createInterface(child.stdout!), 'line');
  return { process: child, url };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('a new data folder', () => {
  test('gets a database in UTF-8 that sorts alike everywhere, and a private connection file', async ({
    dataDir,
    server,
  }) => {
    const { url } = await server.start();
    const [row] = await query(
      url,
      `select current_database() as name, getdatabaseencoding() as encoding, lower('ÄÖ') as lower,
              current_setting('TimeZone') as zone, current_setting('listen_addresses') as listens`,
    );
    expect(row).toEqual({ name: 'sluice', encoding: 'UTF8', lower: 'äö', zone: 'UTC', listens: '127.0.0.1' });
    expect((await stat(join(dataDir, 'connection.json'))).mode & 0o777).toBe(0o600);
    const { password, port } = JSON.parse(await readFile(join(dataDir, 'connection.json'), 'utf8'));
    expect(url).toBe(`postgres://sluice:${password}@127.0.0.1:${port}/sluice`);
    await expect(query(url.replace(password, 'wrong'), 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  test('keeps commits durable unless told otherwise', async ({ dataDir }) => {
    const server = embeddedPostgres({ dataDir, log, settings: { logging_collector: 'off' } });
    const { url } = await server.start();
    const [row] = await query(
      url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              current_setting('full_page_writes') as pages`,
    );
    await server.remove();
    expect(row).toEqual({ fsync: 'on', commit: 'on', pages: 'on' });
  });

  test('is set up once by two that start at the same time; one of them is refused', async ({ dataDir, server }) => {
    const [ours, theirs] = await Promise.all([
      server.start().then(
        ({ url }) => url,
        (error) => `refused: ${error.message}`,
      ),
      startElsewhere(dataDir),
    ]);
    const answers = [ours, theirs.url];
    expect(answers.filter((answer) => answer.startsWith('refused: another Sluice (pid'))).toHaveLength(1);
    const url = answers.find((answer) => answer.startsWith('postgres://'))!;
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('a restart', () => {
  test('keeps data and port; stopping twice, or before starting, does nothing', async ({ server }) => {
    await server.stop();
    const { url } = await server.start();
    await query(url, 'create table kept as select 7 as number');
    await server.stop();
    await server.stop();
    await expect(query(url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);

    expect((await server.start()).url).toBe(url);
    expect(await query(url, 'select number from kept')).toEqual([{ number: 7 }]);
  });

  test('adopts the PostgreSQL of a Sluice that was killed', async ({ dataDir, server }) => {
    const killed = await startElsewhere(dataDir);
    await query(killed.url, 'create table kept as select 7 as number');
    await kill(killed.process);

    const { url } = await server.start();
    expect(await query(url, 'select number from kept')).toEqual([{ number: 7 }]);
  });

  test('recovers when PostgreSQL was killed too', async ({ dataDir, server }) => {
    const killed = await startElsewhere(dataDir);
    await query(killed.url, 'create table kept as select 7 as number');
    await kill(killed.process);
    const pidFile = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');

    const { url } = await server.start();
    expect(await query(url, 'select number from kept')).toEqual([{ number: 7 }]);
  });

  test('is not misled by a pid file whose number another program now has', async ({ dataDir, server }) => {
    await server.start();
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
    const lines = (await readFile(pidFile, 'utf8')).split('\n');
    await server.stop();
    await writeFile(pidFile, [process.pid, ...lines.slice(1)].join('\n'));

    const { url } = await server.start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('is refused in one line', () => {
  test('when another Sluice uses the folder, which goes on', async ({ dataDir, server }) => {
    const other = await startElsewhere(dataDir);
    await expect(server.start()).rejects.toThrow(`another Sluice (pid ${other.process.pid}) is using ${dataDir}`);
    await server.stop();
    await server.remove();
    expect(await query(other.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('even after the owner lost its connection to PostgreSQL', async ({ dataDir, server }) => {
    const { url } = await server.start();
    const owner = `from pg_stat_activity where application_name like 'sluice owner%'`;
    await query(url, `select pg_terminate_backend(pid, 5000) ${owner}`);
    const locked = `select 1 from pg_locks where locktype = 'advisory' and granted and pid in (select pid ${owner})`;
    await expect.poll(() => query(url, locked), { timeout: 10_000 }).toHaveLength(1);
    expect((await startElsewhere(dataDir)).url).toMatch(/^refused: another Sluice \(pid \d+\)/);
  });

  test('when the folder cannot be made', async ({ dataDir }) => {
    await writeFile(dataDir, '');
    const server = embeddedPostgres({ dataDir: join(dataDir, 'sub'), log });
    await expect(server.start()).rejects.toThrow(`Cannot use the data folder ${dataDir}/sub: not a folder`);
  });

  test('when the folder holds something else', async ({ dataDir, server }) => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'thesis.txt'), 'mine');
    await expect(server.start()).rejects.toThrow(`${dataDir} is not a Sluice data folder (it holds thesis.txt`);
    await rm(join(dataDir, 'thesis.txt'));
  });

  test('when another PostgreSQL version made the cluster', async ({ dataDir, server }) => {
    await server.start();
    await server.stop();
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    await expect(server.start()).rejects.toThrow(/was made by PostgreSQL 17, this Sluice brings 18/);
  });

  test('when the cluster is gone, rather than begin with an empty one', async ({ dataDir, server }) => {
    await server.start();
    await server.stop();
    await rm(join(dataDir, 'postgres'), { recursive: true });
    await expect(server.start()).rejects.toThrow(/The database is gone from/);
  });
});
