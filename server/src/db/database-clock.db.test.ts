import { pino } from 'pino';
import { expect, test } from '../../../test/harness.ts';
import { connect } from './connect.ts';
import { databaseClock } from './database-clock.ts';

test('shows the time of the database, whatever this machine shows', async ({ database, sql }) => {
  // A database that is an hour ahead, as far as can be told from outside.
  await sql`create schema ahead`;
  await sql`
    create function ahead.clock_timestamp() returns timestamptz language sql
    return pg_catalog.clock_timestamp() + interval '1 hour'
  `;
  const ahead = connect(`${database.url}&search_path=ahead,pg_catalog`, { max: 1 });
  const lines: string[] = [];
  const clock = databaseClock({ sql: ahead, log: pino({}, { write: (line) => lines.push(line) }) });
  await clock.start();
  const aheadMs = clock.now().getTime() - Date.now();
  await clock.stop();
  await ahead.end();

  expect(Math.round(aheadMs / 1_000)).toBe(3_600);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 40, differenceMs: expect.any(Number) });
});

test('says nothing when both clocks agree, and may be stopped before it starts and twice', async ({ sql }) => {
  const lines: string[] = [];
  const clock = databaseClock({ sql, log: pino({}, { write: (line) => lines.push(line) }) });
  await clock.stop();
  await clock.start();
  await clock.stop();
  await clock.stop();
  expect(lines).toEqual([]);
});
