import { once } from 'node:events';
import type { Sql } from '../db/connect.ts';
import type { ImportedPerson } from './import-columns.ts';

/**
 * A batch of an import, as SQL. All of it runs on one connection, whose temporary tables hold the batch
 * (`import_batch`) and every address of the file so far with its line (`import_seen`): the file's size costs disk of the
 * database, not memory of this process.
 */

const copyTimeoutMs = 60_000;

/** What people of the batch become subscribers of. */
interface Subscribed {
  listIds: readonly number[];
  status: string;
}

/** The batch is emptied by the end of its transaction, in place: rows that are deleted one by one stay, and are read. */
export async function createBatchTables(sql: Sql): Promise<void> {
  await sql`
    create temporary table import_batch (
      line int not null,
      email text not null,
      name text not null,
      attribs jsonb not null,
      subscriber_id int
    ) on commit delete rows
  `;
  await sql`create temporary table import_seen (email text primary key, line int not null)`;
}

export async function dropBatchTables(sql: Sql): Promise<void> {
  await sql`drop table if exists import_batch, import_seen`;
}

/**
 * Holds the planner, for this transaction, to index lookups for each row of the batch. It plans the statements once,
 * when the tables may be empty, and would read a table of a million people whole for each batch ever after.
 */
export async function planForBatches(sql: Sql): Promise<void> {
  await sql`
    select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true)
  `;
}

/** Sends the rows into the batch by COPY. @throws {Error} if PostgreSQL has not taken them after a minute. */
export async function copyBatch(sql: Sql, people: readonly (ImportedPerson & { line: number })[]): Promise<void> {
  const copy = await sql`copy import_batch (line, email, name, attribs) from stdin`.writable();
  const rows = people.map(
    ({ line, email, name, attribs }) =>
      `${line}\t${copyText(email)}\t${copyText(name)}\t${copyText(JSON.stringify(attribs))}\n`,
  );
  copy.write(rows.join(''));
  copy.end();
  // The driver is silent about a COPY that fails after its last byte: that is noticed by waiting in vain.
  await once(copy, 'finish', { signal: AbortSignal.timeout(copyTimeoutMs) }).catch((error: Error) => {
    throw new Error('PostgreSQL did not take the rows', { cause: error });
  });
}

/** Takes out of the batch who was in the file before, and returns their lines with the line of the first. */
export async function takeRepeats(sql: Sql): Promise<{ line: number; firstLine: number }[]> {
  await sql`
    insert into import_seen (email, line)
    select lower(email), min(line)
    from import_batch
    group by lower(email)
    on conflict (email) do nothing
  `;
  return sql<{ line: number; firstLine: number }[]>`
    delete from import_batch b
    using import_seen s
    where s.email = lower(b.email) and s.line <> b.line
    returning b.line, s.line as first_line
  `;
}

/**
 * Inserts those who are new, on these lists, in one statement: at its end nobody is on no list who is to be on one. Afterwards
 * those of the batch who are known have their `subscriber_id`; of the others nothing is left to do.
 */
export async function insertNewSubscribers(
  sql: Sql,
  { status, subscribed, now }: { status: 'enabled' | 'blocklisted'; subscribed: Subscribed; now: Date },
): Promise<void> {
  await identify(sql);
  // Not `on conflict` alone: that spends an id on each person who is known, and ids end at two thousand million.
  const [insertion] = await sql<[{ isWhole: boolean }]>`
    with people as (
      insert into subscribers (email, name, attribs, status, blocklisted_at, blocklisted_by, created_at, updated_at)
      select email, name, attribs, ${status}, ${status === 'blocklisted' ? now : null}::timestamptz,
        ${status === 'blocklisted' ? 'import' : null}, ${now}, ${now}
      from import_batch
      where subscriber_id is null
      order by line
      on conflict (lower(email)) do nothing
      returning id
    ), subscribed as (
      insert into subscriptions (list_id, subscriber_id, status, created_at, updated_at)
      select list_id, id, ${subscribed.status}, ${now}, ${now}
      from people
      cross join unnest(${[...subscribed.listIds]}::int[]) as list_id
    )
    select (select count(*) from people) = (select count(*) from import_batch where subscriber_id is null) as is_whole
  `;
  if (!insertion.isWhole) await identify(sql); // somebody else has added one of them meanwhile
}

async function identify(sql: Sql): Promise<void> {
  await sql`
    update import_batch b
    set subscriber_id = (select s.id from subscribers s where lower(s.email) = lower(b.email))
    where subscriber_id is null
  `;
}

/** Gives those who are known the file's names and attributes, where these say something else. */
export async function overwriteSubscribers(sql: Sql, now: Date): Promise<void> {
  await sql`
    with known as materialized (
      select s.id, coalesce(nullif(b.name, ''), s.name) as name, s.attribs || b.attribs as attribs
      from import_batch b
      join subscribers s on s.id = b.subscriber_id
      where s.attribs || b.attribs <> s.attribs or (b.name <> s.name and b.name <> '')
      order by s.id
      for no key update of s
    )
    update subscribers s
    set name = known.name, attribs = known.attribs, updated_at = ${now}
    from known
    where s.id = known.id
  `;
}

/** Puts those who are known on the lists. Who is there stays as they are; `overwrite` lets `confirmed` confirm the unconfirmed. */
export async function subscribeKnown(
  sql: Sql,
  { listIds, status, overwrite, now }: Subscribed & { overwrite: boolean; now: Date },
): Promise<void> {
  await sql`
    insert into subscriptions (list_id, subscriber_id, status, created_at, updated_at)
    select list_id, subscriber_id, ${status}, ${now}, ${now}
    from import_batch
    cross join unnest(${[...listIds]}::int[]) as list_id
    where subscriber_id is not null
    order by subscriber_id, list_id
    on conflict (list_id, subscriber_id) do update
    set status = excluded.status, updated_at = excluded.updated_at
    where ${overwrite} and subscriptions.status = 'unconfirmed' and excluded.status = 'confirmed'
  `;
}

/** Those who are known, by ascending id. */
export async function idsOfKnown(sql: Sql): Promise<number[]> {
  const rows = await sql<{ subscriberId: number }[]>`
    select subscriber_id from import_batch where subscriber_id is not null order by subscriber_id
  `;
  return rows.map(({ subscriberId }) => subscriberId);
}

/** A field of COPY's text format. */
function copyText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
