import { execFileSync } from 'node:child_process';
import { access, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { connect } from '../server/src/db/connect.ts';
import { runningDatabase } from '../server/src/db/embedded-postgres.ts';
import { makeCampaign, makeList, makeSmtpServer, makeSubscriber } from '../test/factories.ts';
import { makeFolder, runSluice } from './run-sluice.ts';
import { makeWorld } from './world.ts';

test('commands beside a Sluice that runs on the same data folder', async () => {
  const world = await makeWorld({ recipients: 1 });
  const sluice = await world.start();
  const env = { SLUICE_DATA_DIR: world.dataDir };

  for (const command of ['serve', 'migrate']) {
    expect(await runSluice([command], { env })).toEqual({
      code: 1,
      stdout: '',
      stderr: `sluice: another Sluice (pid ${sluice.pid}) is using ${world.dataDir}: stop it, or set SLUICE_DATA_DIR to another folder\n`,
    });
  }

  const url = (await runningDatabase(world.dataDir))!;
  expect(await runSluice(['psql', '--print'], { env })).toEqual({ code: 0, stdout: `${url}\n`, stderr: '' });

  const folder = await makeFolder();
  const file = join(folder, 'people.csv');
  await writeFile(file, 'email,name\nada@example.com,Ada\nnobody,No\n');
  const rejects = join(folder, 'rejects.csv');
  expect(await runSluice(['import', file, '--rejects', rejects], { env })).toEqual({
    code: 0,
    stdout: '2 rows: 1 imported, 1 rejected\n',
    stderr: '',
  });
  expect(await readFile(rejects, 'utf8')).toMatch(/^line,reason,record\r\n3,email: [^\r\n]+,"?nobody,No"?\r\n$/);
  expect(await runSluice(['import', file, '--list', 'Nowhere'], { env })).toMatchObject({
    code: 1,
    stderr: 'sluice: --list: no lists are named Nowhere; there are: none\n',
  });
  expect((await fetch(new URL('/api/health', sluice.url))).status).toBe(200);
});

test('sluice plan tells when a campaign will be done, and what it takes to be done sooner; sluice calendar what days hold', async () => {
  const world = await makeWorld({ recipients: 1 });
  await world.start();
  const env = { SLUICE_DATA_DIR: world.dataDir };
  const sql = connect((await runningDatabase(world.dataDir))!, { max: 1 });
  await makeSmtpServer(sql, { dailyLimit: 10 });
  const list = await makeList(sql);
  for (let n = 0; n < 25; n++) await makeSubscriber(sql, { lists: [list.id] });
  const { id } = await makeCampaign(sql, { lists: [list.id] });
  await sql.end();

  const plan = (...args: string[]) => runSluice(['plan', ...args], { env });
  const { code, stdout } = await plan(String(id), '--finish-by', '2000-01-01T00:00Z');
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(
    /^This campaign will complete in \d+ (hours?|days?), if it is started now: .* holds it back\.$/,
  );
  expect(lines.slice(1, 4).map((line) => line.replace(/^ +[-\d]+ +/, ''))).toEqual([
    '10 by 1 server',
    '10 by 1 server',
    '5 by 1 server',
  ]);
  expect(lines[4]).toMatch(/^Saturday 1 Jan 2000, .* is past: nothing can be done by then\.$/);
  const asJson = JSON.parse((await plan(String(id), '--json')).stdout);
  expect(asJson).toMatchObject({ remaining: 25, sending_days: 3, capacity_per_day: 10, advice: null });

  const calendar = await runSluice(['calendar', '--days', '2'], { env });
  expect(calendar.stdout.split('\n').map((line) => line.replace(/^[-\d]{10}/, 'day').split(/ +/))).toEqual([
    ['day', 'used', 'reserved', 'free', 'limit'],
    ['day', '0', '0', '10', '10'],
    ['day', '0', '0', '10', '10'],
    [''],
  ]);
  const { days } = JSON.parse((await runSluice(['calendar', '--days', '1', '--json'], { env })).stdout);
  expect(days).toMatchObject([{ limit: 10, servers: [{ free: 10 }] }]);
  expect(await plan('999')).toMatchObject({ code: 1, stderr: 'sluice: No campaign 999\n' });
});

test('without a Sluice: psql says so, migrate and import use the database and leave nothing running', async () => {
  const world = await makeWorld({ recipients: 1 });
  const env = { SLUICE_DATA_DIR: world.dataDir };
  expect(await runSluice(['psql'], { env })).toMatchObject({
    code: 1,
    stderr: `sluice: No PostgreSQL is running in ${world.dataDir}: start Sluice first (sluice serve)\n`,
  });
  expect(await runSluice(['migrate'], { env })).toEqual({
    code: 0,
    stdout: 'The database is up to date.\n',
    stderr: '',
  });
  const file = join(await makeFolder(), 'people.csv');
  await writeFile(file, 'email\nada@example.com\n');
  expect(await runSluice(['import', file], { env })).toMatchObject({ stdout: '1 rows: 1 imported, 0 rejected\n' });
  expect(await runningDatabase(world.dataDir)).toBe(null);
});

test('the first start prints the password that it made, once; a refused one leaves no PostgreSQL', async () => {
  const world = await makeWorld({ recipients: 1 });
  const first = await world.start('serve', { SLUICE_ADMIN_PASSWORD: '' });
  const password = /^First start: sign in as admin with the password (\S{16,}) /m.exec(first.said)?.[1];
  expect(password).toBeDefined();
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
  expect((await fetch(new URL('/api/config', first.url), { headers: { authorization } })).status).toBe(200);
  expect(await first.stop()).toBe(0);

  const second = await world.start('serve', { SLUICE_ADMIN_PASSWORD: '' });
  expect(second.said).not.toContain('First start');
  const taken = new URL(second.url).port;
  const other = await makeWorld({ recipients: 1 });
  const { code } = await runSluice(['serve'], { env: { SLUICE_DATA_DIR: other.dataDir, SLUICE_PORT: taken } });
  expect(code).toBe(1);
  expect(await runningDatabase(other.dataDir)).toBe(null);
});

test('tells its version and its commands, and refuses what it does not know', async () => {
  const [version, help, own, unknown] = await Promise.all(
    [['--version'], ['--help'], ['import', '--help'], ['sevre']].map((args) => runSluice(args)),
  );
  expect(version).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  for (const command of ['serve', 'worker', 'api', 'migrate', 'demo', 'import', 'psql', 'classify', 'DATABASE_URL']) {
    expect(help!.stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  }
  expect(own!.stdout).toMatch(/^Usage: sluice import \[options\] <file>$/m);
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("unknown command 'sevre'") });
});

test('classify tells what a reply does, needs no database, and refuses nonsense', async () => {
  const throttling = '421 4.7.28 Gmail has detected an unusual rate of unsolicited mail';
  const [text, json, nonsense, stage] = await Promise.all(
    [
      [throttling],
      ['550 5.1.1 No such user', '--stage', 'rcpt', '--json'],
      ['hello'],
      ['550 No', '--stage', 'end'],
    ].map((args) => runSluice(['classify', ...args])),
  );
  expect(text).toEqual({
    code: 0,
    stdout: `Message: back in the queue, for any server that can take it; this costs it none of its attempts
Server:  throttled: set aside for at least 1 minute, and for longer each time that it says so again
Rule:    Gmail: unusual rate of unsolicited mail
Source:  KumoMTA shaping, Gmail
`,
    stderr: '',
  });
  expect(JSON.parse(json!.stdout)).toMatchObject({
    effect: 'rejected',
    bounce: 'hard',
    stage: 'rcpt',
    retry_after_ms: null,
  });
  expect(nonsense).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Usage: sluice classify') });
  expect(stage).toMatchObject({ code: 2, stderr: expect.stringMatching(/no stage is called end[\s\S]+Usage:/) });
});

const older = await findOlderNode();

test.runIf(older)('an older Node starts the one that came with the package', async () => {
  expect(await runSluice(['--version'], { node: older! })).toMatchObject({ code: 0, stdout: `${manifest.version}\n` });
  expect(await runSluice(['sevre'], { node: older! })).toMatchObject({ code: 1 });
});

/** One from 20 up on the PATH that is too old to run Sluice by itself. */
async function findOlderNode(): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const node = join(folder, 'node');
    const isThere = await access(node).then(
      () => true,
      () => false,
    );
    const major = isThere ? Number(execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'])) : 0;
    if (major >= 20 && major < 26) return node;
  }
}
