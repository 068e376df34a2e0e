import type { SubscriberFilter } from './queries.ts';

/** Whom an action is for: these, or all that match a filter. */
export type Chosen =
  | { ids: number[]; filter?: undefined; count: number }
  | { ids?: undefined; filter: SubscriberFilter; count: number };

/** All that match, as the API takes it. That everybody is meant has to be said. */
export function matchingBody({ list_id, ...filter }: SubscriberFilter) {
  const body = { ...filter, ...(list_id ? { list_ids: list_id } : {}) };
  return Object.keys(body).length > 0 ? body : { all: true };
}
