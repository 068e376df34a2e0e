import fc from 'fast-check';
import { makeCampaign } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import {
  accepted,
  deferred,
  limitsWith,
  queueWorld,
  rejected,
  runningCampaign,
  uncertain,
  unreachable,
} from '../../../test/queue-world.ts';
import { changeCampaignStatus } from '../campaigns/change-campaign-status.ts';
import { deleteCampaigns } from '../campaigns/delete-campaign.ts';
import { finishCampaigns } from '../campaigns/finish-campaigns.ts';
import type { Pool } from '../db/connect.ts';
import { blocklistSubscribers } from '../subscribers/blocklist-subscribers.ts';
import { foldCounts } from './fold-counts.ts';
import { countsByCampaign, noRows, type QueueCounts, totals } from './queue-counts.ts';

const outcomes = { accepted, deferred, rejected, uncertain, unreachable };
const statuses = ['queued', 'sending', 'sent', 'failed', 'cancelled', 'uncertain'] as const;

const which = fc.nat(2);
const step = fc.oneof(
  fc.record({
    do: fc.constant('send' as const),
    slots: fc.integer({ min: 1, max: 5 }),
    outcome: fc.constantFrom(...(Object.keys(outcomes) as (keyof typeof outcomes)[])),
  }),
  fc.record({ do: fc.constantFrom('claim' as const, 'sweep' as const, 'fold' as const, 'wait' as const) }),
  fc.record({ do: fc.constant('leave' as const), which, person: fc.nat(5) }),
  fc.record({
    do: fc.constant('move' as const),
    which,
    to: fc.constantFrom('paused' as const, 'running' as const, 'cancelled' as const),
  }),
  fc.record({ do: fc.constant('delete' as const), which }),
  fc.record({
    do: fc.constant('set by hand' as const),
    which,
    from: fc.constantFrom(...statuses),
    to: fc.constantFrom(...statuses),
  }),
  fc.record({
    do: fc.constantFrom('insert by hand' as const, 'delete by hand' as const, 'move by hand' as const),
    which,
  }),
);

test('whatever happens, the counters are what counting the queue would say', async ({ sql, clock }) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const campaigns = [];
      for (let i = 0; i < 3; i++) campaigns.push(await runningCampaign({ sql, clock }, 6));
      const world = queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }, { uuid: 'b' }]));
      let worker = await world.worker();
      const deps = { sql, clock };
      for (const s of steps) {
        clock.advance(1);
        const id = 'which' in s ? campaigns[s.which]!.id : 0;
        switch (s.do) {
          case 'send': {
            const { rows } = await worker.claim(s.slots);
            await finishCampaigns(deps, [
              ...new Set((await worker.send(rows, outcomes[s.outcome])).map((row) => row.campaignId)),
            ]);
            break;
          }
          case 'claim':
            await worker.begin((await worker.claim(2)).rows);
            break;
          case 'sweep':
            clock.advance(120);
            await world.sweep();
            worker = await world.worker();
            break;
          case 'fold':
            await foldCounts(sql, { above: 0 });
            break;
          case 'wait':
            clock.advance(3_600);
            await world.sweep();
            worker = await world.worker();
            break;
          case 'leave':
            await blocklistSubscribers(deps, [campaigns[s.which]!.subscriberIds[s.person]!]);
            break;
          case 'move':
            await changeCampaignStatus(deps, id, { to: s.to, actor: 'user' }).catch(() => {});
            break;
          case 'delete':
            await deleteCampaigns(deps, [id]).catch(() => {});
            break;
          case 'set by hand':
            await sql`update email_queue set status = ${s.to} where campaign_id = ${id} and status = ${s.from}`;
            break;
          case 'insert by hand':
            await sql`
              insert into email_queue (campaign_id, subscriber_id)
              select id, 1000000 from campaigns where id = ${id}
              on conflict do nothing
            `;
            break;
          case 'delete by hand':
            await sql`delete from email_queue where id in (select id from email_queue where campaign_id = ${id} limit 2)`;
            break;
          case 'move by hand': {
            const other = await makeCampaign(sql);
            await sql`update email_queue set campaign_id = ${other.id} where campaign_id = ${id}`;
            break;
          }
        }
        await expectTrue(sql);
      }
      await sql`delete from campaigns`;
      await expectTrue(sql);
      expect(await totals(sql)).toEqual(noRows);
    }),
    { numRuns: 25 },
  );
}, 120_000);

async function expectTrue(sql: Pool): Promise<void> {
  const counted = await sql<{ campaignId: number; status: keyof QueueCounts; n: number }[]>`
    select campaign_id, status, count(*)::int as n from email_queue group by campaign_id, status
  `;
  const ids = (await sql<{ id: number }[]>`select id from campaigns`).map(({ id }) => id);
  const truth = new Map(ids.map((id) => [id, { ...noRows }]));
  const all = { ...noRows };
  for (const { campaignId, status, n } of counted) {
    truth.get(campaignId)![status] += n;
    all[status] += n;
  }
  expect(await countsByCampaign(sql, ids)).toEqual(truth);
  expect(await totals(sql)).toEqual(all);
}
