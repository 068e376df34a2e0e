import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../server/src/clock.ts';
import { connect } from '../server/src/db/connect.ts';
import { buildApp } from '../server/src/http/build-app.ts';
import { logLines } from '../server/src/log-lines.ts';
import { secretsFrom } from '../server/src/settings/secret-box.ts';
import { clientTypes, type OpenApiDocument } from './client-types.ts';

/*
 * Writes openapi.json, and from it the types of the web client. With --check it writes nothing and fails if the files are
 * not what the routes say. No database is needed: none of them is asked.
 */

const app = await buildApp({
  sql: connect('postgres://nobody@127.0.0.1/none'),
  clock: systemClock,
  log: pino({ level: 'silent' }),
  secrets: secretsFrom(Buffer.alloc(32)),
  lines: logLines(),
});
await app.ready();
const document = app.swagger();
await app.close();

const made = {
  'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'web/src/api/schema.d.ts': clientTypes(document as unknown as OpenApiDocument),
};
for (const [name, text] of Object.entries(made)) {
  const file = join(import.meta.dirname, '..', name);
  if (!process.argv.includes('--check')) await writeFile(file, text);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`${name} is not what the routes say: run npm run generate`);
    process.exitCode = 1;
  }
}
