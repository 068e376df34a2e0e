import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../server/src/clock.ts';
import { connect } from '../server/src/db/connect.ts';
import { buildApp } from '../server/src/http/build-app.ts';
import { secretsFrom } from '../server/src/settings/secret-box.ts';

/*
 * Writes openapi.json, which clients are generated from. With --check it writes nothing and fails if the file is not what
 * the routes say. No database is needed: none of them is asked.
 */

const file = join(import.meta.dirname, '../openapi.json');
const app = await buildApp({
  sql: connect('postgres://nobody@127.0.0.1/none'),
  clock: systemClock,
  log: pino({ level: 'silent' }),
  secrets: secretsFrom(Buffer.alloc(32)),
});
await app.ready();
const document = `${JSON.stringify(app.swagger(), null, 2)}\n`;
await app.close();

if (!process.argv.includes('--check')) await writeFile(file, document);
else if ((await readFile(file, 'utf8').catch(() => '')) !== document) {
  console.error('openapi.json is not what the routes say: run npm run generate');
  process.exitCode = 1;
}
