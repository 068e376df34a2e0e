import { createReadStream } from 'node:fs';
import { expect, test } from '../../../test/harness.ts';
import { findRejects } from './import-store.ts';
import { importSubscribers } from './import-subscribers.ts';

test('the sample has 1,000 people, and rows that show what is rejected', async ({ sql, clock }) => {
  const stream = createReadStream(new URL('../../sample/subscribers.csv', import.meta.url));
  const ended = await importSubscribers(
    { sql, clock },
    {
      stream,
      name: 'subscribers.csv',
      params: {
        mode: 'subscribe',
        subscriptionStatus: 'confirmed',
        separator: null,
        listIds: [],
        overwrite: true,
        mapping: {},
      },
    },
  );
  expect(ended).toMatchObject({ total: 1024, imported: 1000, rejected: 24 });
  const rejects = await findRejects(sql, { importId: ended.id, after: 0, limit: 100 });
  expect(rejects.filter(({ reason }) => reason.startsWith('duplicate of line'))).toHaveLength(10);
  const elsewhere = await sql`select email from subscribers where email !~ '@(.+\\.)?(example\\.com|test)$'`;
  expect(elsewhere).toEqual([]);
});
