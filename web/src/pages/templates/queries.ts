import { queryOptions } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../../api/client.ts';

export type Template = Omit<Schema<'Template'>, 'body_source'>;

/** All templates without their bodies. */
export const templatesQuery = queryOptions({
  queryKey: ['templates', 'all'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/templates', { params: { query: { no_body: true } }, signal })),
});

export const templateQuery = (id: number) =>
  queryOptions({
    queryKey: ['templates', 'one', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/templates/{id}', { params: { path: { id } }, signal })),
  });

/** The template around a sample body, for a sample person; fails with what is wrong in it, and where. */
export const templatePreviewQuery = (body: string) =>
  queryOptions({
    queryKey: ['templates', 'preview', body],
    queryFn: async ({ signal }) => {
      const { data } = await api.POST('/api/templates/preview', { body: { body }, parseAs: 'text', signal });
      return data ?? '';
    },
    retry: false,
    gcTime: 60_000,
  });
