import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { demoServers } from './demo-servers.ts';
import { inventRecipients, recipientsOf } from './recipients.ts';

test('finds each address once, in any case, and passes over what is none', () => {
  const { rows, eligible } = recipientsOf(
    'email,name\nada@example.com,"Lovelace, Ada"\nADA@Example.com,Ada\nnobody,No\n,Empty\na@b@c.test,Two\n',
  );
  expect({ rows, eligible }).toEqual({ rows: 5, eligible: ['ada@example.com'] });
});

test('the sample has 1,000 rows, some bad and some duplicate', async () => {
  const { rows, eligible } = recipientsOf(await readFile(new URL('sample-subscribers.csv', import.meta.url), 'utf8'));
  expect({ rows, eligible: eligible.length }).toEqual({ rows: 1000, eligible: 957 });
});

test.each([1, 7, 957, 20_000])('the limits for %i recipients let all of them through within half a minute', (count) => {
  expect(inventRecipients(count).eligible).toHaveLength(count);
  const sentIn = (seconds: number) =>
    demoServers(count).map(({ dailyLimit, slidingWindow }) =>
      Math.min(
        dailyLimit ?? Infinity,
        slidingWindow!.max * Math.floor(1 + (seconds * 1000 - 1) / slidingWindow!.periodMs),
      ),
    );
  expect(sentIn(30).reduce((a, b) => a + b)).toBeGreaterThanOrEqual(count);
});
