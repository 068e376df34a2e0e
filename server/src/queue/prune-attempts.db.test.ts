import { expect, test } from '../../../test/harness.ts';
import { accepted, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import { pruneAttempts } from './prune-attempts.ts';

test('attempts that are over and old enough are forgotten; open ones and the rows stay', async ({ sql, clock }) => {
  await runningCampaign({ sql, clock }, 3);
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  const { rows } = await worker.claim();
  await worker.send(rows.slice(0, 1), accepted);
  await worker.begin(rows.slice(1, 2));
  clock.advance(10);
  await worker.send(rows.slice(2), accepted);

  expect(await pruneAttempts(sql, clock.in(-10))).toBe(0);
  expect(await pruneAttempts(sql, clock.in(-5))).toBe(1);
  const left = await sql`select queue_id, outcome from attempts order by queue_id`;
  expect(left).toEqual([
    { queueId: rows[1]!.id, outcome: null },
    { queueId: rows[2]!.id, outcome: 'accepted' },
  ]);
  expect(await sql`select from email_queue`).toHaveLength(3);
});
