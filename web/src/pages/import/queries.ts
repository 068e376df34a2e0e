import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';
import type { ListState } from '../../shared/use-list-state.ts';
import { type ImportParams, importForm } from './params.ts';

export type Import = Schema<'Import'>;
export type ImportPreview = Schema<'ImportPreview'>;

/** A byte more than the API looks at, so that it can tell that the file goes on. */
const previewedBytes = 262_145;

/** The latest import, also while it runs. */
export const latestImportQuery = queryOptions({
  queryKey: ['imports', 'latest'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/import/subscribers', { signal })),
});

/** One page of all imports, the latest first. */
export const importsQuery = (list: ListState) =>
  queryOptions({
    queryKey: ['imports', 'page', list.page],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/import/subscribers/history', { params: { query: { page: list.page, per_page: 10 } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

/** How the first rows of a file would be imported. */
export const previewQuery = (file: File, params: ImportParams) =>
  queryOptions({
    queryKey: ['import-preview', file.name, file.size, file.lastModified, params.mapping, params.delim],
    queryFn: ({ signal }) => {
      const body = importForm(params, file.slice(0, previewedBytes), file.name) as never;
      return dataOf(api.POST('/api/import/subscribers/preview', { body, signal }));
    },
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
