import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../server/src/db/connect.ts';
import { runningDatabase } from '../server/src/db/embedded-postgres.ts';
import { makeWorld, settled } from './world.ts';

const recipients = 2_000;
/** Three servers, as many connections to each as are open unless told otherwise. */
const connections = 3 * 10;
/** Each falls somewhere in its stretch of the campaign. */
const kills = [
  { from: 50, to: 500 },
  { from: 600, to: 1_000 },
  { from: 1_100, to: 1_600 },
];

test('kill -9 in mid-send: nobody twice, nobody unaccounted for, no limit exceeded', async () => {
  const moments = kills.map(({ from, to }) => from + Math.floor(Math.random() * (to - from)));
  const world = await makeWorld({ recipients });
  let sluice = await world.start();
  const campaignId = await world.begin(sluice);

  for (const moment of moments) {
    const victim = sluice;
    await world.onceReceived(moment, () => process.kill(-victim.pid, 'SIGKILL'));
    await victim.exited;
    sluice = await world.start();
  }
  const { queue, to_send } = await settled(world, sluice, campaignId);

  const seen = `killed when ${moments.join(', ')} had arrived`;
  const { sent, uncertain } = queue;
  expect({ to_send, ...queue }, seen).toEqual({
    ...{ to_send: recipients, queued: 0, sending: 0, failed: 0, cancelled: 0, sent, uncertain },
  });
  expect(sent + uncertain, seen).toBe(recipients);

  const report = world.report();
  expect(report.duplicates, seen).toEqual([]);
  expect(report.strangers, seen).toEqual([]);
  for (const { name, limits } of report.servers) {
    for (const { largest, max, period } of limits)
      expect(largest, `${name}, most in ${period}; ${seen}`).toBeLessThanOrEqual(max);
  }

  const rows = await rowsOf(world.dataDir, campaignId);
  const accepted = new Set(world.receipts().map(({ to }) => to));
  const addresses = (status: string) => rows.filter((row) => row.status === status).map(({ email }) => email);
  expect(
    addresses('sent').filter((email) => !accepted.has(email)),
    seen,
  ).toEqual([]);
  const unknown = new Set(addresses('uncertain'));
  const unaccounted = [...accepted].filter((email) => !unknown.has(email) && !addresses('sent').includes(email));
  expect(unaccounted, seen).toEqual([]);
  expect(
    report.lost.filter((email) => !unknown.has(email)),
    seen,
  ).toEqual([]);
  // The message whose arrival was the moment was accepted after the kill: its row at least must be uncertain.
  expect(unknown.size, seen).toBeGreaterThanOrEqual(kills.length);
  expect(unknown.size, seen).toBeLessThanOrEqual(kills.length * connections);
  // Of those that were killed nothing is left, once they are swept.
  expect(await readdir(join(world.dataDir, 'outcomes'))).toHaveLength(1);
});

async function rowsOf(dataDir: string, campaignId: number): Promise<{ email: string; status: string }[]> {
  const sql = connect((await runningDatabase(dataDir))!, { max: 1 });
  try {
    return await sql<{ email: string; status: string }[]>`
      select email, q.status
      from email_queue q
      join subscribers s on s.id = q.subscriber_id
      where campaign_id = ${campaignId}
    `;
  } finally {
    await sql.end();
  }
}
