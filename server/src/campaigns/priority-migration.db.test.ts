import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { expect, test } from '../../../test/harness.ts';
import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';

const migrations = join(import.meta.dirname, '../../migrations');

test('priorities that were numbers become words, and rows keep only what was set by hand', async ({ database }) => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-priority-'));
  await database.sql`create schema before`;
  const sql = connect(`${database.url}&search_path=before`);
  onTestFinished(async () => {
    await sql.end();
    await database.sql`drop schema before cascade`;
    await rm(folder, { recursive: true });
  });

  await copyFile(join(migrations, '0001_initial.sql'), join(folder, '0001_initial.sql'));
  await migrate(sql, folder);
  for (const priority of [7, 0, -100]) {
    const [campaign] = await sql<{ id: number }[]>`
      insert into campaigns (name, subject, from_email, status, priority)
      values ('March', 'Hello', 'news@example.com', 'running', ${priority})
      returning id
    `;
    await sql`
      insert into email_queue (campaign_id, subscriber_id, status, priority)
      values (${campaign!.id}, 1, 'queued', ${priority}), (${campaign!.id}, 2, 'queued', 50)
    `;
  }

  const sharing = (await readdir(migrations)).find((name) => name.endsWith('_sharing.sql'))!;
  await copyFile(join(migrations, sharing), join(folder, '0002_sharing.sql'));
  await migrate(sql, folder);
  const upgraded = await sql`
    select c.priority, c.weight, array_agg(q.priority order by q.id) as rows
    from campaigns c
    join email_queue q on q.campaign_id = c.id
    group by c.id
    order by c.id
  `;
  expect([...upgraded]).toEqual([
    { priority: 'high', weight: 1, rows: [0, 50] },
    { priority: 'normal', weight: 1, rows: [0, 50] },
    { priority: 'low', weight: 1, rows: [0, 50] },
  ]);
});
