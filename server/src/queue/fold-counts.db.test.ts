import { makeQueueRow } from '../../../test/factories.ts';
import { describe, expect, test } from '../../../test/harness.ts';
import { waitUntilBlocked } from '../../../test/wait-until-blocked.ts';
import type { Sql } from '../db/connect.ts';
import { foldCounts } from './fold-counts.ts';
import { enqueued, noRows, totals } from './queue-counts.ts';

const deltas = async (sql: Sql) => (await sql`select from queue_counts`).length;

describe('foldCounts', () => {
  test('keeps the sums, forgets what comes to nothing, and waits until it is worth it', async ({ sql }) => {
    const { campaignId, id } = await makeQueueRow(sql);
    await makeQueueRow(sql, { campaignId });
    await sql`update email_queue set status = 'sent' where id = ${id}`;
    expect(await deltas(sql)).toBe(4);

    expect(await foldCounts(sql, { above: 4 })).toBe(0);
    expect(await foldCounts(sql, { above: 3 })).toBe(2);
    expect(await deltas(sql)).toBe(2);
    expect(await totals(sql)).toEqual({ ...noRows, queued: 1, sent: 1 });

    await sql`delete from email_queue`;
    await foldCounts(sql, { above: 0 });
    expect(await deltas(sql)).toBe(0);
  });

  test('hides nothing from readers and misses no writer while it is under way', async ({ sql }) => {
    const { campaignId } = await makeQueueRow(sql);
    await makeQueueRow(sql, { campaignId });
    await sql.begin(async (tx) => {
      expect(await foldCounts(tx, { above: 0 })).toBe(1);
      expect(await totals(sql)).toEqual({ ...noRows, queued: 2 });
      await makeQueueRow(sql, { campaignId });
      expect(await totals(sql)).toEqual({ ...noRows, queued: 3 });
      expect(await foldCounts(sql, { above: 0 })).toBe(0);
    });
    expect(await totals(sql)).toEqual({ ...noRows, queued: 3 });
  });

  test('leaves nothing behind a truncation that waits for it', async ({ sql }) => {
    await makeQueueRow(sql);
    await makeQueueRow(sql);
    const { truncated } = await sql.begin(async (tx) => {
      await foldCounts(tx, { above: 0 });
      const truncated = sql`truncate email_queue`.execute();
      await waitUntilBlocked(tx);
      return { truncated };
    });
    await truncated;
    expect(await totals(sql)).toEqual(noRows);
  });

  test('is right with many writers, readers and folders at once', async ({ sql }) => {
    const { campaignId } = await makeQueueRow(sql);
    const ids = [];
    for (let i = 0; i < 7; i++) ids.push((await makeQueueRow(sql, { campaignId })).id);
    const seen = new Set<number>();
    let isDone = false;

    const write = async (id: string) => {
      for (const status of ['sending', 'sent', 'queued', 'sending', 'uncertain', 'failed']) {
        await sql`update email_queue set status = ${status} where id = ${id}`;
      }
    };
    const read = async () => {
      while (!isDone) seen.add(enqueued(await totals(sql)));
    };
    const fold = async () => {
      while (!isDone) await foldCounts(sql, { above: 0 });
    };
    const others = Promise.all([read(), fold(), fold()]);
    await Promise.all(ids.map(write)).finally(() => {
      isDone = true;
    });
    await others;

    expect([...seen]).toEqual([8]);
    expect(await totals(sql)).toEqual({ ...noRows, queued: 1, failed: 7 });
  });
});
