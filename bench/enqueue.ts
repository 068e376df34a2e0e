/**
 * Enqueueing a campaign on ten lists that overlap, with people among them who are blocklisted and who have left: Sluice's
 * chunks, which can stop anywhere and go on, beside one INSERT … SELECT of the same people into a table with the same
 * constraints and indexes.
 *
 * `--size`: people; 1,000,000 unless given.
 */
import type { Pool } from '../server/src/db/connect.ts';
import { makeCampaign, makeList } from '../test/factories.ts';
import { withDatabase } from './support/database.ts';
import { compare, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';
import { timed } from './support/timed.ts';
import { enqueueAll, runCampaign } from './support/world.ts';

export const title = 'Enqueueing a campaign';

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const people = size ?? (quick ? 50_000 : 1_000_000);
  const rounds = quick ? 2 : 1;
  const seconds = { sluice: 0, bare: 0 };
  let rows = 0;
  await withDatabase(async (sql) => {
    const lists = await overlappingLists(sql, people);
    for (let round = 0; round < rounds; round++) {
      const { id } = await makeCampaign(sql, { lists });
      await runCampaign(sql, id);
      await sql`drop table if exists bare`;
      await sql`create table bare (like email_queue including all, foreign key (campaign_id) references campaigns)`;
      await sql`checkpoint`;
      seconds.bare += await timed(async () => {
        await sql`
          insert into bare (campaign_id, subscriber_id, scheduled_at)
          select distinct campaign_id, subscriber_id, now() from campaign_audience where campaign_id = ${id}
        `;
      });
      await sql`checkpoint`;
      seconds.sluice += await timed(() => enqueueAll(sql));
      const [counts] = await sql<{ ours: number; bare: number }[]>`
        select (select count(*) from email_queue where campaign_id = ${id})::int as ours, count(*)::int as bare from bare
      `;
      if (counts!.ours !== counts!.bare) throw new Error(`${counts!.ours} rows were queued, not ${counts!.bare}`);
      rows += counts!.ours;
    }
  });
  return {
    comparisons: [
      compare({
        ...{
          what: `${people.toLocaleString('en')} people`,
          measured: seconds.sluice,
          reference: seconds.bare,
          unit: 's',
        },
        ...{ against: 'one INSERT … SELECT', target: { most: 1.5 }, isSteady: true },
      }),
    ],
    about: `${rows.toLocaleString('en')} rows written in ${rounds} rounds`,
  };
}

/** Everybody on two of ten lists, 1 in 50 having left one of them, 1 in 100 blocklisted. */
async function overlappingLists(sql: Pool, people: number): Promise<number[]> {
  const lists: number[] = [];
  for (let i = 0; i < 10; i++) lists.push((await makeList(sql)).id);
  await sql`
    insert into subscribers (email, name, status)
    select 'reader' || n || '@example.com', 'Reader ' || n, case when n % 100 = 0 then 'blocklisted' else 'enabled' end
    from generate_series(1, ${people}::int) n
  `;
  await sql`
    insert into subscriptions (subscriber_id, list_id, status)
    select s.id, (${lists}::int[])[1 + (s.id * 7 + k * 3) % 10], case when k = 0 and s.id % 50 = 0 then 'unsubscribed' else 'confirmed' end
    from subscribers s, generate_series(0, 1) k
  `;
  await sql`vacuum analyze subscribers, subscriptions`;
  return lists;
}
