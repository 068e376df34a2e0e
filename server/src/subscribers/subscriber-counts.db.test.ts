import fc from 'fast-check';
import { makeList, makeSubscriber } from '../../../test/factories.ts';
import { describe, expect, test } from '../../../test/harness.ts';
import { waitUntilBlocked } from '../../../test/wait-until-blocked.ts';
import type { Pool, Sql } from '../db/connect.ts';
import { countSubscribers, foldSubscriberCounts } from './subscriber-counts.ts';

const which = fc.nat(5);
const list = fc.nat(2);
const status = fc.constantFrom('enabled', 'disabled', 'blocklisted');
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), status, lists: fc.uniqueArray(list) }),
  fc.record({ do: fc.constant('set status' as const), which, status }),
  fc.record({ do: fc.constantFrom('subscribe' as const, 'unsubscribe' as const, 'take off' as const), which, list }),
  fc.record({ do: fc.constant('give away' as const), which, list, to: which }),
  fc.record({ do: fc.constant('delete' as const), which }),
  fc.record({ do: fc.constant('delete list' as const), list }),
  fc.record({ do: fc.constantFrom('fold' as const, 'truncate subscriptions' as const, 'truncate' as const) }),
);

test('whatever is done by hand, the counters are what counting people would say', async ({ sql }) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const lists = [await makeList(sql), await makeList(sql), await makeList(sql)].map(({ id }) => id);
      const people: number[] = [];
      while (people.length < 6) people.push((await makeSubscriber(sql, { lists: [lists[0]!] })).id);
      for (const s of steps) {
        const id = 'which' in s ? people[s.which]! : 0;
        const listId = 'list' in s ? lists[s.list]! : 0;
        switch (s.do) {
          case 'add':
            await addWith(sql, { status: s.status, listIds: s.lists.map((i) => lists[i]!) });
            break;
          case 'set status':
            await sql`update subscribers set status = ${s.status} where id >= ${id}`;
            break;
          case 'subscribe':
            await sql`
              insert into subscriptions (list_id, subscriber_id)
              select l.id, s.id from lists l, subscribers s where l.id = ${listId} and s.id >= ${id}
              on conflict (list_id, subscriber_id) do update set status = 'confirmed'
            `;
            break;
          case 'unsubscribe':
            await sql`update subscriptions set status = 'unsubscribed' where subscriber_id = ${id}`;
            break;
          case 'take off':
            await sql`delete from subscriptions where list_id = ${listId} and subscriber_id <= ${id}`;
            break;
          case 'give away':
            await sql`
              update subscriptions set subscriber_id = ${people[s.to]!}
              where list_id = ${listId} and subscriber_id = ${id}
                and exists (select from subscribers where id = ${people[s.to]!})
                and not exists (select from subscriptions where list_id = ${listId} and subscriber_id = ${people[s.to]!})
            `;
            break;
          case 'delete':
            await sql`delete from subscribers where id = ${id}`;
            break;
          case 'delete list':
            await sql`delete from lists where id = ${listId}`;
            break;
          case 'fold':
            await foldSubscriberCounts(sql, { above: 0 });
            break;
          case 'truncate subscriptions':
            await sql`truncate subscriptions`;
            break;
          case 'truncate':
            await sql`truncate subscribers cascade`;
            break;
        }
        expect(await countSubscribers(sql)).toEqual(await counted(sql));
      }
      await sql`delete from lists`;
      await sql`delete from subscribers`;
      expect(await countSubscribers(sql)).toEqual({ total: 0, blocklisted: 0, orphans: 0 });
      expect(await sql`select from orphans`).toEqual([]);
    }),
    { numRuns: 50 },
  );
}, 120_000);

describe('two at once', () => {
  test('put somebody on a first list', async ({ sql }) => {
    const { id } = await makeSubscriber(sql);
    const [one, two] = [await makeList(sql), await makeList(sql)];
    await overlapping(
      sql,
      (tx) => tx`insert into subscriptions (list_id, subscriber_id) values (${one.id}, ${id})`,
      (tx) => tx`insert into subscriptions (list_id, subscriber_id) values (${two.id}, ${id})`,
    );
    expect(await countSubscribers(sql)).toMatchObject({ total: 1, orphans: 0 });
  });

  test('take somebody off the last two lists', async ({ sql }) => {
    const [one, two] = [await makeList(sql), await makeList(sql)];
    await makeSubscriber(sql, { lists: [one.id, two.id] });
    await overlapping(
      sql,
      (tx) => tx`delete from subscriptions where list_id = ${one.id}`,
      (tx) => tx`delete from subscriptions where list_id = ${two.id}`,
    );
    expect(await countSubscribers(sql)).toMatchObject({ total: 1, orphans: 1 });
  });

  test.for(['off first', 'on first'])('take somebody off a list and put them on one, %s', async (first, { sql }) => {
    const [one, two] = [await makeList(sql), await makeList(sql)];
    const { id } = await makeSubscriber(sql, { lists: [one.id] });
    const takeOff = (tx: Sql) => tx`delete from subscriptions where list_id = ${one.id}`;
    const putOn = (tx: Sql) => tx`insert into subscriptions (list_id, subscriber_id) values (${two.id}, ${id})`;
    if (first === 'off first') await overlapping(sql, takeOff, putOn);
    else await overlapping(sql, putOn, takeOff);
    expect(await countSubscribers(sql)).toMatchObject({ total: 1, orphans: 0 });
  });

  test('take somebody off the last list and delete them', async ({ sql }) => {
    const { id: listId } = await makeList(sql);
    const { id } = await makeSubscriber(sql, { lists: [listId] });
    await overlapping(
      sql,
      (tx) => tx`delete from subscriptions where list_id = ${listId}`,
      (tx) => tx`delete from subscribers where id = ${id}`,
    );
    expect(await countSubscribers(sql)).toEqual({ total: 0, blocklisted: 0, orphans: 0 });
  });
});

/** What `second` does begins when `first` is done, and waits for its transaction. */
async function overlapping(
  sql: Pool,
  first: (tx: Sql) => PromiseLike<unknown>,
  second: (tx: Sql) => PromiseLike<unknown>,
): Promise<void> {
  const { later } = await sql.begin(async (tx) => {
    await first(tx);
    const later = sql.begin(async (other) => {
      await second(other);
    });
    await waitUntilBlocked(tx);
    return { later };
  });
  await later;
}

/** In one statement, so that triggers see both when it is done. */
function addWith(sql: Sql, { status, listIds }: { status: string; listIds: number[] }) {
  return sql`
    with person as (
      insert into subscribers (email, status) values (gen_random_uuid() || '@example.com', ${status}) returning id
    )
    insert into subscriptions (list_id, subscriber_id)
    select l.id, person.id from person, lists l where l.id = any(${listIds}::int[])
  `;
}

async function counted(sql: Sql) {
  const [counts] = await sql`
    select
      count(*)::int as total,
      (count(*) filter (where status = 'blocklisted'))::int as blocklisted,
      (count(*) filter (where not exists (select from subscriptions where subscriber_id = s.id)))::int as orphans
    from subscribers s
  `;
  return counts!;
}
