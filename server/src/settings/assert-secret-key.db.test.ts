import { expect, test } from '../../../test/harness.ts';
import { assertSecretKey } from './assert-secret-key.ts';
import { secretsFrom } from './secret-box.ts';

test('the first key is the one, and no other is let in after it', async ({ sql, clock }) => {
  const first = { sql, clock, secrets: secretsFrom(Buffer.alloc(32, 1)) };
  const other = { sql, clock, secrets: secretsFrom(Buffer.alloc(32, 2)) };
  await assertSecretKey(first);
  await assertSecretKey(first);
  await expect(assertSecretKey(other)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/^The secret key is not the one that this database was first used with: .+$/),
  });
  await assertSecretKey(first);
});

test('of two that start at once with different keys, one is let in', async ({ sql, clock }) => {
  const starts = [1, 2].map((fill) => assertSecretKey({ sql, clock, secrets: secretsFrom(Buffer.alloc(32, fill)) }));
  const outcomes = (await Promise.allSettled(starts)).map(({ status }) => status);
  expect(outcomes.sort()).toEqual(['fulfilled', 'rejected']);
});
