import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';
import type { ListState } from '../../shared/use-list-state.ts';

export type LogLine = Schema<'LogLine'>;
export type LogLevel = LogLine['level'];

export const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Lines that are shown at first, and once more are asked for: no more are kept. */
export const fewLines = 200;
export const mostLines = 5000;

/** The latest lines of the log, as the address filters them, and whose log it is. */
export function logLinesQuery(list: ListState) {
  const query = {
    level: logLevels.find((level) => level === list.filter('level')) ?? 'debug',
    search: list.filter('search'),
    limit: list.filter('all') ? mostLines : fewLines,
  };
  return queryOptions({
    queryKey: ['logs', query],
    queryFn: ({ signal }) => dataOf(api.GET('/api/logs/lines', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Which Sluice this is. */
export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: async ({ signal }) => (await api.GET('/api/about', { signal })).data!,
});
