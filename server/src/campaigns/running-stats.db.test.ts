import { makeCampaign, makeQueueRow } from '../../../test/factories.ts';
import { describe, expect, test } from '../../../test/harness.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { ratePerMinute, runningStats } from './running-stats.ts';

const secrets = secretsFrom(Buffer.alloc(32, 7));

describe('runningStats', () => {
  test('tells what the last minute saw accepted, and the mean since the start', async ({ sql, clock }) => {
    const { id } = await makeCampaign(sql, { status: 'running' });
    await makeCampaign(sql, { status: 'paused' });
    await sql`update campaigns set started_at = ${clock.in(-120)} where id = ${id}`;
    for (const status of ['sent', 'sent', 'sent', 'queued', 'uncertain'])
      await makeQueueRow(sql, { campaignId: id, status });
    for (const [secondsAgo, outcome] of [
      [0, 'accepted'],
      [59, 'accepted'],
      [60, 'accepted'],
      [5, 'deferred'],
    ] as const) {
      const at = clock.in(-secondsAgo);
      await sql`
        insert into attempts (queue_id, campaign_id, smtp_server_uuid, worker_id, message_id, started_at, finished_at, outcome)
        values (1, ${id}, 'a', gen_random_uuid(), 'm', ${at}, ${at}, ${outcome})
      `;
    }

    expect(await runningStats({ sql, clock, secrets }, null)).toMatchObject([
      { id, status: 'running', ratePerMinute: 2, netRatePerMinute: 1.5, counts: { sent: 3, queued: 1, uncertain: 1 } },
    ]);
    expect(await runningStats({ sql, clock, secrets }, [id + 1000])).toEqual([]);
  });
});

describe('ratePerMinute', () => {
  const now = new Date('2026-03-04T12:00:00Z');
  test('is 0 for what has not begun', () => expect(ratePerMinute(5, null, now)).toBe(0));
  test('is finite at the start', () => expect(ratePerMinute(5, now, now)).toBe(300));
});
