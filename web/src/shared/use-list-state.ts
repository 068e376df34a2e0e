import { useNavigate, useSearch } from '@tanstack/react-router';

/** What a list shows, as it stands in the address: a link to it shows the same, and so does the way back. */
export interface ListState {
  /** From 1. */
  page: number;
  orderBy: string | undefined;
  order: 'asc' | 'desc';
  /** The filter of that name; empty when there is none. */
  filter(name: string): string;
  /** All values of a filter that may have several. */
  filters(name: string): string[];
  /** Sets filters, and goes to the first page: what is empty is left out. */
  setFilter(changes: Record<string, string | string[] | null>): void;
  setPage(page: number): void;
  setOrder(orderBy: string, order: 'asc' | 'desc'): void;
}

type Search = Record<string, string | string[] | undefined>;

/** The state of the list on this page. One list a page: its parameters are page, order_by, order and the filters' names. */
export function useListState(): ListState {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const values = (name: string) => [search[name] ?? []].flat();

  function change(changes: Search) {
    const next = Object.entries({ ...search, ...changes }).filter(
      ([, value]) => value !== undefined && value.length > 0,
    );
    void navigate({ to: '.', search: Object.fromEntries(next) as never, replace: true, resetScroll: false });
  }

  return {
    page: Math.max(1, Math.trunc(Number(search.page)) || 1),
    orderBy: values('order_by')[0],
    order: search.order === 'asc' ? 'asc' : 'desc',
    filter: (name) => values(name)[0] ?? '',
    filters: values,
    setFilter: (changes) =>
      change({
        ...Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value ?? undefined])),
        page: undefined,
      }),
    setPage: (page) => change({ page: page > 1 ? String(page) : undefined }),
    setOrder: (orderBy, order) => change({ order_by: orderBy, order, page: undefined }),
  };
}
