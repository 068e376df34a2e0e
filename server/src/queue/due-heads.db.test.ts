import { randomUUID } from 'node:crypto';
import { expect, test } from '../../../test/harness.ts';
import { runningCampaign } from '../../../test/queue-world.ts';
import type { DueRow } from './claim-store.ts';
import { dueHeads } from './due-heads.ts';

test('a worker goes on behind what it took while a look from the first row is dear, and then sees what came back', async ({
  sql,
  clock,
}) => {
  const { id: campaignId } = await runningCampaign({ sql, clock }, 12_100);
  let ms = 0;
  let lookMs = 0;
  const heads = dueHeads(() => {
    ms += lookMs;
    return ms;
  });
  const workerId = randomUUID();
  const find = (limit: number) => heads.find(sql, [{ campaignId, rank: 0, limit }], { workerId, now: clock.now() });
  const take = async (rows: readonly DueRow[]) => {
    const ids = rows.map(({ id }) => id);
    await sql`update email_queue set status = 'sending' where id = any(${ids}::bigint[])`;
    heads.took(rows, new Set(ids));
  };

  const first = await find(6_000);
  await take(first);
  await take(await find(6_000));
  lookMs = 1_000;
  await find(50);
  lookMs = 0;

  const back = first[0]!;
  await sql`update email_queue set status = 'queued' where id = ${back.id}`;
  const next = await find(50);
  expect(next.map(({ id }) => id)).not.toContain(back.id);
  await take(next.slice(0, 20));
  expect((await find(10))[0]).toEqual(next[20]);

  ms += 20_000;
  expect((await find(10))[0]).toEqual(back);
});

test('what finds too few looks again from the first row at once', async ({ sql, clock }) => {
  const { id: campaignId } = await runningCampaign({ sql, clock }, 10_100);
  let ms = 0;
  const heads = dueHeads(() => {
    ms += 1_000;
    return ms;
  });
  const find = (limit: number) =>
    heads.find(sql, [{ campaignId, rank: 0, limit }], { workerId: randomUUID(), now: clock.now() });
  const all = await find(10_050);
  await sql`update email_queue set status = 'sending' where id = any(${all.map(({ id }) => id)}::bigint[])`;
  heads.took(all, new Set(all.map(({ id }) => id)));
  await sql`update email_queue set status = 'queued' where id = ${all[0]!.id}`;
  expect((await find(51)).map(({ id }) => id)).toContain(all[0]!.id);
});
