import { makeCampaign, makeList, makeQueueRow, makeSubscriber } from '../../../test/factories.ts';
import { describe, expect, test } from '../../../test/harness.ts';
import { waitUntilBlocked } from '../../../test/wait-until-blocked.ts';
import type { Sql } from '../db/connect.ts';
import { removeLists } from '../lists/remove-lists.ts';
import { blocklistSubscribers } from './blocklist-subscribers.ts';
import { changeSubscriptions } from './change-subscriptions.ts';
import { getSubscribers } from './get-subscribers.ts';
import { removeSubscribers } from './remove-subscribers.ts';
import { changeSubscriber, createSubscriber } from './save-subscriber.ts';
import { unsubscribe } from './unsubscribe.ts';

const firstPage = { order: { by: 'id', direction: 'asc' }, limit: 20, offset: 0 } as const;

/** The standing on each list, by list id. */
async function standing(sql: Sql, subscriberId: number) {
  const rows = await sql<{ listId: number; status: string }[]>`
    select list_id, status from subscriptions where subscriber_id = ${subscriberId}
  `;
  return Object.fromEntries(rows.map(({ listId, status }) => [listId, status]));
}

describe('a new subscriber', () => {
  test('is on the lists given, unconfirmed or preconfirmed', async ({ sql, clock }) => {
    const [a, b] = [await makeList(sql), await makeList(sql)];
    const content = { email: ' Ada@EXAMPLE.com', name: ' Ada ', attribs: { city: 'Köln' } };
    const ada = await createSubscriber({ sql, clock }, { ...content, listIds: [a.id], listUuids: [b.uuid, a.uuid] });
    const bob = await createSubscriber({ sql, clock }, { email: 'b@example.com', listIds: [a.id], preconfirm: true });

    expect(ada).toMatchObject({ email: 'Ada@example.com', name: 'Ada', attribs: { city: 'Köln' }, status: 'enabled' });
    expect(ada.lists.map(({ id, subscriptionStatus }) => [id, subscriptionStatus])).toEqual([
      [a.id, 'unconfirmed'],
      [b.id, 'unconfirmed'],
    ]);
    expect(bob.lists).toMatchObject([{ subscriptionStatus: 'confirmed' }]);
  });

  test('needs an address of its own, in any case', async ({ sql, clock }) => {
    await makeSubscriber(sql, { email: 'ada@example.com' });
    await expect(createSubscriber({ sql, clock }, { email: 'ADA@example.com' })).rejects.toMatchObject({
      code: 'conflict',
      details: { field: 'email' },
    });
  });

  test('is not half written when something is wrong', async ({ sql, clock }) => {
    const email = 'ada@example.com';
    const wrong = [
      [{ email: 'ada' }, 'email'],
      [{ email, listIds: [99] }, 'lists'],
      [{ email, listUuids: ['00000000-0000-0000-0000-000000000000'] }, 'list_uuids'],
      [{ email, attribs: { a: '\0' } }, 'attribs'],
    ] as const;
    for (const [content, field] of wrong) {
      await expect(createSubscriber({ sql, clock }, content)).rejects.toMatchObject({
        code: 'invalid',
        details: { field },
      });
    }
    expect(await sql`select from subscribers`).toHaveLength(0);
  });
});

describe('changing a subscriber', () => {
  test('changes what is given, and leaves the rest', async ({ sql, clock }) => {
    const { id, name } = await makeSubscriber(sql, { attribs: { a: 1 }, lists: [(await makeList(sql)).id] });
    const changed = await changeSubscriber({ sql, clock }, id, { email: 'new@example.com' });
    expect(changed).toMatchObject({ email: 'new@example.com', name, attribs: { a: 1 }, lists: [{}] });
  });

  test('replaces the lists; a subscription that stays keeps its status, also an ended one', async ({ sql, clock }) => {
    const [left, on, next] = [await makeList(sql), await makeList(sql), await makeList(sql)];
    const { id } = await makeSubscriber(sql, { lists: [left.id], subscriptionStatus: 'unsubscribed' });
    await changeSubscriptions({ sql, clock }, { ids: [id], action: 'add', listIds: [on.id] });

    await changeSubscriber({ sql, clock }, id, { listIds: [left.id, next.id], preconfirm: true });
    expect(await standing(sql, id)).toEqual({ [left.id]: 'unsubscribed', [next.id]: 'confirmed' });
  });

  test('refuses an address that is taken, and an id that is none', async ({ sql, clock }) => {
    const { id } = await makeSubscriber(sql);
    await makeSubscriber(sql, { email: 'ada@example.com' });
    await expect(changeSubscriber({ sql, clock }, id, { email: 'Ada@example.com' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(changeSubscriber({ sql, clock }, 99_999, {})).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('many at once', () => {
  test('are added without asking those back who left, unless a status is given', async ({ sql, clock }) => {
    const list = await makeList(sql);
    const left = await makeSubscriber(sql, { lists: [list.id], subscriptionStatus: 'unsubscribed' });
    const fresh = await makeSubscriber(sql);
    const change = { ids: [left.id, fresh.id, 99_999], action: 'add', listIds: [list.id, list.id] } as const;

    await changeSubscriptions({ sql, clock }, change);
    expect(await standing(sql, left.id)).toEqual({ [list.id]: 'unsubscribed' });
    expect(await standing(sql, fresh.id)).toEqual({ [list.id]: 'unconfirmed' });

    await changeSubscriptions({ sql, clock }, { ...change, status: 'confirmed' });
    expect(await standing(sql, left.id)).toEqual({ [list.id]: 'confirmed' });
  });

  test('are taken off, or leave', async ({ sql, clock }) => {
    const list = await makeList(sql);
    const [a, b] = [await makeSubscriber(sql, { lists: [list.id] }), await makeSubscriber(sql, { lists: [list.id] })];
    await changeSubscriptions({ sql, clock }, { ids: [a.id], action: 'remove', listIds: [list.id] });
    await changeSubscriptions({ sql, clock }, { ids: [b.id], action: 'unsubscribe', listIds: [list.id] });
    expect(await standing(sql, a.id)).toEqual({});
    expect(await standing(sql, b.id)).toEqual({ [list.id]: 'unsubscribed' });
  });

  test('must have one that exists, and lists that do', async ({ sql, clock }) => {
    const add = { ids: [99_999], action: 'add', listIds: [] } as const;
    await expect(changeSubscriptions({ sql, clock }, add)).rejects.toMatchObject({ code: 'not_found' });
    await expect(changeSubscriptions({ sql, clock }, { ...add, listIds: [7] })).rejects.toMatchObject({
      details: { field: 'target_list_ids' },
    });
    await expect(blocklistSubscribers({ sql, clock }, [99_999])).rejects.toMatchObject({ code: 'not_found' });
    await expect(removeSubscribers({ sql, clock }, [99_999])).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('are found by part of an address or name, by list and by standing', async ({ sql }) => {
  const [a, b] = [await makeList(sql), await makeList(sql)];
  await makeSubscriber(sql, { email: 'x_1@example.com', name: 'Ada', lists: [a.id] });
  await makeSubscriber(sql, { email: 'x21@example.com', name: 'Bob 100%', lists: [a.id, b.id] });
  await makeSubscriber(sql, { email: 'c@example.com', name: 'Zoë', lists: [b.id], subscriptionStatus: 'unsubscribed' });
  const names = async (filter: Parameters<typeof getSubscribers>[1]) =>
    (await getSubscribers(sql, filter, firstPage)).results.map(({ name }) => name);

  expect(await names({ search: 'X_1' })).toEqual(['Ada']);
  expect(await names({ search: '0%' })).toEqual(['Bob 100%']);
  expect(await names({ search: "zoë' or true --" })).toEqual([]);
  expect(await names({ listIds: [a.id, b.id] })).toEqual(['Ada', 'Bob 100%', 'Zoë']);
  expect(await names({ listIds: [b.id], subscriptionStatus: 'confirmed' })).toEqual(['Bob 100%']);
  expect(await names({ subscriptionStatus: 'unsubscribed' })).toEqual(['Zoë']);
  const page = { order: { by: 'name', direction: 'desc' }, limit: 1, offset: 1 } as const;
  expect(await getSubscribers(sql, {}, page)).toMatchObject({ total: 3, results: [{ name: 'Bob 100%' }] });
});

describe('mail that waits for someone who leaves is cancelled', () => {
  async function waiting(sql: Sql) {
    const [list, other] = [await makeList(sql), await makeList(sql)];
    const subscriber = await makeSubscriber(sql, { lists: [list.id, other.id] });
    const campaign = await makeCampaign(sql, { lists: [list.id], status: 'running' });
    const otherCampaign = await makeCampaign(sql, { lists: [other.id], status: 'running' });
    for (const { id } of [campaign, otherCampaign]) {
      await makeQueueRow(sql, { campaignId: id, subscriberId: subscriber.id });
    }
    const statuses = async () => {
      const rows = await sql<{ status: string }[]>`select status from email_queue order by campaign_id`;
      return rows.map(({ status }) => status);
    };
    return { list, subscriber, campaign, statuses };
  }

  test('when they unsubscribe, from that campaign’s lists; and again', async ({ sql, clock }) => {
    const { list, subscriber, campaign, statuses } = await waiting(sql);
    const leaving = { subscriberUuid: subscriber.uuid, campaignUuid: campaign.uuid };
    await unsubscribe({ sql, clock }, leaving);
    await unsubscribe({ sql, clock }, leaving);

    expect(await statuses()).toEqual(['cancelled', 'queued']);
    expect((await standing(sql, subscriber.id))[list.id]).toBe('unsubscribed');
    const [row] = await sql`select last_error, updated_at from email_queue where status = 'cancelled'`;
    expect(row).toEqual({ lastError: 'subscriber left before it was sent', updatedAt: clock.now() });
    await expect(
      unsubscribe({ sql, clock }, { ...leaving, subscriberUuid: crypto.randomUUID() }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('when they unsubscribe from a campaign that is deleted, from all lists', async ({ sql, clock }) => {
    const { subscriber, campaign, statuses } = await waiting(sql);
    await sql`delete from campaigns where id = ${campaign.id}`;
    await unsubscribe({ sql, clock }, { subscriberUuid: subscriber.uuid, campaignUuid: campaign.uuid });
    expect(await statuses()).toEqual(['cancelled']);
    expect(new Set(Object.values(await standing(sql, subscriber.id)))).toEqual(new Set(['unsubscribed']));
  });

  test('when they are taken off the list', async ({ sql, clock }) => {
    const { list, subscriber, statuses } = await waiting(sql);
    await changeSubscriptions({ sql, clock }, { ids: [subscriber.id], action: 'remove', listIds: [list.id] });
    expect(await statuses()).toEqual(['cancelled', 'queued']);
  });

  test('when they are saved without it', async ({ sql, clock }) => {
    const { subscriber, statuses } = await waiting(sql);
    await changeSubscriber({ sql, clock }, subscriber.id, { listIds: [] });
    expect(await statuses()).toEqual(['cancelled', 'cancelled']);
  });

  test('when they are disabled', async ({ sql, clock }) => {
    const { subscriber, statuses } = await waiting(sql);
    await changeSubscriber({ sql, clock }, subscriber.id, { status: 'disabled' });
    expect(await statuses()).toEqual(['cancelled', 'cancelled']);
  });

  test('when they are blocklisted, which ends their subscriptions', async ({ sql, clock }) => {
    const { list, subscriber, statuses } = await waiting(sql);
    await blocklistSubscribers({ sql, clock }, [subscriber.id]);
    expect(await statuses()).toEqual(['cancelled', 'cancelled']);
    expect(await standing(sql, subscriber.id)).toMatchObject({ [list.id]: 'unsubscribed' });
  });

  test('when they are deleted', async ({ sql, clock }) => {
    const { subscriber, statuses } = await waiting(sql);
    await removeSubscribers({ sql, clock }, [subscriber.id]);
    expect(await statuses()).toEqual(['cancelled', 'cancelled']);
  });

  test('when the list is deleted', async ({ sql, clock }) => {
    const { list, statuses } = await waiting(sql);
    await removeLists({ sql, clock }, [list.id]);
    expect(await statuses()).toEqual(['cancelled', 'queued']);
    await expect(removeLists({ sql, clock }, [list.id])).rejects.toMatchObject({ code: 'not_found' });
  });

  test('and leaving waits for an attempt that is beginning', async ({ sql, clock }) => {
    const { subscriber, campaign, statuses } = await waiting(sql);
    let leaving: Promise<void> | undefined;
    await sql.begin(async (tx) => {
      await tx`select from subscribers where id = ${subscriber.id} for share`;
      leaving = unsubscribe({ sql, clock }, { subscriberUuid: subscriber.uuid, campaignUuid: campaign.uuid });
      await waitUntilBlocked(tx);
      await tx`update email_queue set status = 'sending' where campaign_id = ${campaign.id}`;
    });
    await leaving;
    expect(await statuses()).toEqual(['sending', 'queued']);
  });
});
