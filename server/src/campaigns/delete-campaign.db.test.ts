import { makeCampaign, makeQueueRow } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { totals } from '../queue/queue-counts.ts';
import { deleteCampaigns } from './delete-campaign.ts';

test('deletes campaigns with their rows, and the counts follow', async ({ sql }) => {
  const campaigns = [await makeCampaign(sql), await makeCampaign(sql, { status: 'finished' })];
  await makeQueueRow(sql, { campaignId: campaigns[1]!.id, status: 'sent' });
  await deleteCampaigns(
    { sql },
    campaigns.map(({ id }) => id),
  );
  expect(await sql`select from campaigns`).toHaveLength(0);
  expect(await totals(sql)).toMatchObject({ sent: 0 });
});

test('deletes none if one of them is running or unknown', async ({ sql }) => {
  const [draft, running] = [await makeCampaign(sql), await makeCampaign(sql, { status: 'running' })];
  await expect(deleteCampaigns({ sql }, [draft.id, running.id])).rejects.toThrow(
    'A running campaign cannot be deleted',
  );
  await expect(deleteCampaigns({ sql }, [draft.id, 2_000_000_000])).rejects.toMatchObject({ code: 'not_found' });
  expect(await sql`select from campaigns`).toHaveLength(2);
});
