import { expect, test } from '../../../test/harness.ts';
import { booleans, timestamps } from './array-parameters.ts';

test('instants, booleans and nulls arrive as they were given', async ({ sql, clock }) => {
  const rows = await sql`
    select *
    from unnest(
      ${timestamps([clock.now(), null, clock.in(0.123)])}::text[]::timestamptz[],
      ${booleans([true, false, true])}::text[]::boolean[]
    ) as given (instant, flag)
  `;
  expect([...rows]).toEqual([
    { instant: clock.now(), flag: true },
    { instant: null, flag: false },
    { instant: clock.in(0.123), flag: true },
  ]);
});
