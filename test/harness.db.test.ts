import { describe, expect, test } from './harness.ts';

describe('sql', () => {
  test('speaks camelCase, arrays of numbers, and JSON as it is', async ({ sql }) => {
    const ids = [1, 2, 3];
    const [row] = await sql`
      select ${ids}::int[] as some_ids, array(select unnest(${['a', 'b']}::text[])) as names,
             ${sql.json({ snake_case: 1 })}::jsonb as attributes, 5::bigint as big
    `;
    expect(row).toEqual({ someIds: ids, names: ['a', 'b'], attributes: { snake_case: 1 }, big: '5' });
  });

  test('leaves a table behind', async ({ sql }) => {
    await sql`create table parents (id int primary key)`;
    await sql`create table children (id int references parents)`;
    await sql`insert into parents values (1)`;
    await sql`insert into children values (1)`;
  });

  test('finds it empty in the next test', async ({ sql }) => {
    expect(await sql`select from parents`).toHaveLength(0);
    expect(await sql`select from children`).toHaveLength(0);
  });
});
