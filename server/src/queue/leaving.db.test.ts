import { describe, expect, test } from '../../../test/harness.ts';
import {
  accepted,
  deferred,
  limitsWith,
  queueWorld,
  runningCampaign,
  settlementOf,
} from '../../../test/queue-world.ts';
import type { Clock } from '../clock.ts';
import type { Pool } from '../db/connect.ts';
import { takenBack } from '../smtp/outcome.ts';
import { blocklistSubscribers } from '../subscribers/blocklist-subscribers.ts';
import { changeSubscriptions } from '../subscribers/change-subscriptions.ts';
import { removeSubscribers } from '../subscribers/remove-subscribers.ts';
import { unsubscribe } from '../subscribers/unsubscribe.ts';

interface Person {
  id: number;
  uuid: string;
  campaignUuid: string;
  listId: number;
}

/** Every way in which a person can stop being someone whom the campaign may mail. */
const ways: [string, (deps: { sql: Pool; clock: Clock }, person: Person) => Promise<unknown>][] = [
  ['unsubscribes', (deps, { uuid, campaignUuid }) => unsubscribe(deps, { subscriberUuid: uuid, campaignUuid })],
  ['is blocklisted', (deps, { id }) => blocklistSubscribers(deps, [id])],
  ['is deleted', (deps, { id }) => removeSubscribers(deps, [id])],
  [
    'is taken off the list',
    (deps, { id, listId }) => changeSubscriptions(deps, { ids: [id], action: 'remove', listIds: [listId] }),
  ],
  ['is blocklisted by hand', ({ sql }, { id }) => sql`update subscribers set status = 'blocklisted' where id = ${id}`],
  ['is deleted by hand', ({ sql }, { id }) => sql`delete from subscribers where id = ${id}`],
  [
    'unsubscribes by hand',
    ({ sql }, { id }) => sql`update subscriptions set status = 'unsubscribed' where subscriber_id = ${id}`,
  ],
];

describe.for(ways)('a person who %s', ([, leave]) => {
  test.for(['before the claim', 'between claim and beginning', 'before a retry'])(
    '%s is not mailed, and the row is cancelled',
    async (moment, { sql, clock }) => {
      const campaign = await runningCampaign({ sql, clock }, 1);
      const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
      const [person] = await sql<{ id: number; uuid: string }[]>`select id, uuid from subscribers`;
      const go = () => leave({ sql, clock }, { ...person!, campaignUuid: campaign.uuid, listId: campaign.listId });

      if (moment === 'before the claim') await go();
      if (moment === 'before a retry') {
        await worker.send((await worker.claim()).rows, deferred);
        await go();
        clock.advance(3_600);
      }
      const { rows } = await worker.claim();
      if (moment === 'between claim and beginning') await go();

      expect(await worker.begin(rows)).toEqual([]);
      await worker.settle(rows.map((row) => settlementOf(row, null, takenBack('left'), clock.now())));
      expect(await sql`select status from email_queue`).toEqual([{ status: 'cancelled' }]);
      expect((await worker.claim()).rows).toEqual([]);
    },
  );

  test.for([
    ['accepted', accepted, 'sent'],
    ['deferred', deferred, 'cancelled'],
  ] as const)('while the message is under way: %s', async ([, outcome, status], { sql, clock }) => {
    const campaign = await runningCampaign({ sql, clock }, 1);
    const worker = await queueWorld({ sql, clock }, limitsWith([{ uuid: 'a' }])).worker();
    const [person] = await sql<{ id: number; uuid: string }[]>`select id, uuid from subscribers`;
    const [row] = (await worker.claim()).rows;
    const [begun] = await worker.begin([row!]);
    await leave({ sql, clock }, { ...person!, campaignUuid: campaign.uuid, listId: campaign.listId });
    await worker.settle([settlementOf(row!, begun!.attemptId, outcome, clock.now())]);
    expect(await sql`select status from email_queue`).toEqual([{ status }]);
  });
});
