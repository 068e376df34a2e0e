import { expect, test } from '../../../test/harness.ts';
import { accepted, limitsWith, queueWorld, runningCampaign } from '../../../test/queue-world.ts';
import type { Outcome } from '../smtp/outcome.ts';
import type { ClaimedRow } from './claim.ts';

const fault = { kind: 'misconfigured', reason: '553 Sender refused', retryAfterMs: null } as const;
const refused: Outcome = { kind: 'unsent', reason: fault.reason, fault, seen: true };

type World = Parameters<typeof runningCampaign>[0];

/** Sends what one server takes, minute by minute. */
async function run({ sql, clock }: World, minutes: number, outcomeOf: (row: ClaimedRow, minute: number) => Outcome) {
  const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
  for (let minute = 0; minute < minutes; minute++) {
    for (let { rows } = await worker.claim(2); rows.length > 0; { rows } = await worker.claim(2)) {
      for (const row of rows) await worker.send([row], outcomeOf(row, minute));
    }
    clock.advance(60);
  }
  return sql`
    select campaign_id, status, count(*)::int as n, min(last_error) as error
    from email_queue
    group by campaign_id, status
    order by campaign_id
  `;
}

test('a campaign that the server refuses for what it is fails, and the other one goes all the while', async ({
  sql,
  clock,
}) => {
  const poison = await runningCampaign({ sql, clock }, 2, { priority: 'high' });
  const good = await runningCampaign({ sql, clock }, 90);
  // One more falls due each minute.
  await sql`
    update email_queue
    set scheduled_at = scheduled_at + make_interval(mins => (subscriber_id - ${good.subscriberIds[0]!})::int)
    where campaign_id = ${good.id}
  `;
  const rows = await run({ sql, clock }, 95, ({ campaignId }) => (campaignId === poison.id ? refused : accepted));
  expect(rows).toEqual([
    {
      campaignId: poison.id,
      status: 'failed',
      n: 2,
      error: '553 Sender refused (said 5 times, by servers that took other messages)',
    },
    { campaignId: good.id, status: 'sent', n: 90, error: null },
  ]);
});

test('an outage costs no message anything, however long it lasts and whatever the server says', async ({
  sql,
  clock,
}) => {
  const { id: campaignId } = await runningCampaign({ sql, clock }, 6);
  const rows = await run({ sql, clock }, 420, (_row, minute) => (minute < 360 ? refused : accepted));
  expect(rows).toMatchObject([{ campaignId, status: 'sent', n: 6 }]);
  expect(await sql`select max(retry_count) as n from email_queue`).toEqual([{ n: 0 }]);
});
