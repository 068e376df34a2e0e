import type { Sql } from '../db/connect.ts';

const storedTopics = [
  'queue',
  'campaigns',
  'servers',
  'settings',
  'imports',
  'lists',
  'templates',
  'subscribers',
  'bounces',
] as const;
type StoredTopic = (typeof storedTopics)[number];

/** What people watch: what the database holds, and the log of this process. */
export const topics = [...storedTopics, 'logs'] as const;
export type Topic = (typeof topics)[number];

/**
 * For each topic a text that is another one once something of it has changed. Reads small tables and the ends of indexes,
 * never the queue. Not noticed: who leaves a list, and that people or bounces are deleted.
 */
export async function topicStates(sql: Sql): Promise<Record<StoredTopic, string>> {
  const rows = await sql<Record<StoredTopic, string>[]>`
    select
      (
        select coalesce(string_agg(concat(status, ' ', n), ',' order by status), '')
        from (select status, sum(n) as n from queue_counts group by status) as counts
      ) as queue,
      (select concat(count(*), ' ', max(updated_at)) from campaigns) as campaigns,
      (
        select concat(
          (select md5(string_agg(s::text, ',' order by smtp_server_uuid)) from smtp_server_state as s),
          ' ', (select sum(in_flight) from permits)
        )
      ) as servers,
      (select version::text from configuration) as settings,
      (select concat(count(*), ' ', max(updated_at)) from imports) as imports,
      (select concat(count(*), ' ', max(updated_at)) from lists) as lists,
      (select concat(count(*), ' ', max(updated_at)) from templates) as templates,
      (
        select concat(max(id), ' ', (select max(updated_at) from subscribers)) from subscribers
      ) as subscribers,
      (select max(id)::text from bounces) as bounces
  `;
  return rows[0]!;
}
