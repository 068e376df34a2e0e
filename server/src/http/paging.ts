import Type, { type Static, type TSchema } from 'typebox';

/** The query parameters of every paged list: spread them into the route's `querystring`. */
export const pagingQuery = {
  page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 }),
  per_page: Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000 }), Type.Literal('all')], { default: 20 }),
};

/** Which page a client asks for. */
export interface Paging {
  page: number;
  per_page: number | 'all';
}

/** For SQL's `limit` and `offset`; `limit null` is no limit. */
export function limitOf({ page, per_page }: Paging): { limit: number | null; offset: number } {
  return per_page === 'all' ? { limit: null, offset: 0 } : { limit: per_page, offset: (page - 1) * per_page };
}

/** The schema of one page of `item`s, inside `data`. */
export function pageOf<Item extends TSchema>(item: Item) {
  return Type.Object({
    data: Type.Object({
      results: Type.Array(item),
      query: Type.String(),
      search: Type.String(),
      total: Type.Integer(),
      per_page: Type.Integer(),
      page: Type.Integer(),
    }),
  });
}

/** The answer for one page. `per_page` of `all` is told as the total. */
export function pageView<Item>(
  { results, total }: { results: Item[]; total: number },
  { page, per_page, query = '', search = '' }: Paging & { query?: string | undefined; search?: string | undefined },
) {
  return {
    data: { results, query, search, total, per_page: per_page === 'all' ? total : per_page, page },
  };
}

/** The query parameters of an ordered list. */
export const orderQuery = {
  order_by: Type.Optional(Type.String({ maxLength: 100 })),
  order: Type.Optional(Type.String({ maxLength: 10 })),
};
const orderSchema = Type.Object(orderQuery);

/**
 * Column and direction to sort by, out of those allowed. What is not among them falls back silently, as listmonk does.
 *
 * @example
 * const order = orderOf(query, ['name', 'created_at'], { by: 'created_at', direction: 'desc' });
 * sql`order by ${sql(order.by)} ${order.direction === 'desc' ? sql`desc` : sql`asc`}, id`
 */
export function orderOf<Column extends string>(
  { order_by, order }: Static<typeof orderSchema>,
  allowed: readonly Column[],
  fallback: { by: Column; direction: 'asc' | 'desc' },
): { by: Column; direction: 'asc' | 'desc' } {
  const direction = order?.toLowerCase();
  return {
    by: allowed.find((column) => column === order_by) ?? fallback.by,
    direction: direction === 'asc' || direction === 'desc' ? direction : fallback.direction,
  };
}
