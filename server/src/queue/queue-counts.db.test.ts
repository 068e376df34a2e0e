import { makeQueueRow } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { cancelCampaignRows } from './cancel-rows.ts';
import { countsByCampaign, enqueued, noRows, totals } from './queue-counts.ts';

test('counts follow every change of the queue, by hand or not', async ({ sql, clock }) => {
  const { campaignId } = await makeQueueRow(sql);
  await makeQueueRow(sql, { campaignId });
  await makeQueueRow(sql, { campaignId, status: 'sent' });
  const other = await makeQueueRow(sql, { status: 'uncertain' });
  await sql`update email_queue set status = 'failed' where campaign_id = ${campaignId} and status = 'sent'`;

  expect(await countsByCampaign(sql, [campaignId, other.campaignId, 999_999])).toEqual(
    new Map([
      [campaignId, { ...noRows, queued: 2, failed: 1 }],
      [other.campaignId, { ...noRows, uncertain: 1 }],
      [999_999, noRows],
    ]),
  );

  expect(await cancelCampaignRows(sql, { campaignId, reason: 'campaign cancelled', now: clock.now() })).toBe(2);
  expect(await totals(sql)).toEqual({ ...noRows, failed: 1, cancelled: 2, uncertain: 1 });
  expect(enqueued(await totals(sql))).toBe(4);
});
