import { expect, test } from '../../../test/harness.ts';
import { textArray } from './text-array.ts';

test('instants, booleans and nulls arrive as they were given', async ({ sql, clock }) => {
  const rows = await sql`
    select *
    from unnest(
      ${textArray([clock.now(), null, clock.in(0.123)])}::timestamptz[],
      ${textArray([true, null, false])}::boolean[]
    ) as given (instant, flag)
  `;
  expect([...rows]).toEqual([
    { instant: clock.now(), flag: true },
    { instant: null, flag: null },
    { instant: clock.in(0.123), flag: false },
  ]);
});
