import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isGone, processIdentity } from './process-identity.ts';

test.runIf(process.platform === 'linux')('a process is gone once it has ended, and only here', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  await once(child, 'spawn');
  const pid = child.pid!;
  const host = processIdentity(pid);
  const [machine, boot] = host.split(' ');
  const elsewhere = host.replace(boot!, '00000000-0000-4000-8000-000000000000');

  expect(isGone({ host, pid })).toBe(false);
  // An earlier process had this id, before it was given to the child.
  expect(isGone({ host: host.replace(/ \d+$/, ' 1'), pid })).toBe(true);
  expect(isGone({ host: processIdentity(process.pid), pid: process.pid })).toBe(false);

  child.stdin.end();
  await once(child, 'exit');
  expect(isGone({ host, pid })).toBe(true);
  expect(isGone({ host: elsewhere, pid })).toBe(false);
  expect(isGone({ host: machine!, pid })).toBe(false);
});
