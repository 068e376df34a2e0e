import { pino } from 'pino';
import { expect, test } from '../../../test/api.ts';
import { connect } from '../db/connect.ts';
import { applyDatabaseTimeZone, pinTimeZone } from './database-time-zone.ts';
import { loadSettings, storeSettings } from './settings-store.ts';

test('the zone is written down once, and a later machine keeps to it', async ({ deps, sql, clock }) => {
  await pinTimeZone(deps);
  expect(await sql`select value from settings where key = 'app.timezone'`).toMatchObject([
    { value: Temporal.Now.timeZoneId() },
  ]);
  await storeSettings(sql, { 'app.timezone': 'Asia/Tokyo' }, clock.now());
  await pinTimeZone(deps);
  expect((await loadSettings(sql))['app.timezone']).toBe('Asia/Tokyo');
});

test('new connections have the configured day', async ({ deps, database, sql, clock }) => {
  await storeSettings(sql, { 'app.timezone': 'Pacific/Kiritimati' }, clock.now());
  await applyDatabaseTimeZone(deps);
  const fresh = connect(database.url, { max: 1 });
  expect(await fresh`select current_setting('timezone') as zone`).toMatchObject([{ zone: 'Pacific/Kiritimati' }]);
  await fresh.end();
});

test('a role that may not is warned about, and nothing breaks', async ({ deps, database, sql }) => {
  await sql`create role reader login password 'x'`;
  await sql`grant select on settings to reader`;
  const url = new URL(database.url);
  url.username = 'reader';
  url.password = 'x';
  const reader = connect(url.href, { max: 1 });
  const lines: string[] = [];
  await applyDatabaseTimeZone({ ...deps, sql: reader, log: pino({}, { write: (line) => lines.push(line) }) });
  await reader.end();
  await sql`drop owned by reader`;
  await sql`drop role reader`;
  expect(lines.join()).toContain('the time zone of the database was not set');
});
