import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Deps } from '../../deps.ts';
import { type List, listStatuses, listTypes, optins } from '../../lists/list.ts';
import { findListNames, findLists } from '../../lists/list-store.ts';
import { removeLists } from '../../lists/remove-lists.ts';
import { changeList, createList, getList } from '../../lists/save-list.ts';
import { limitOf, orderOf, orderQuery, pageOf, pageView, pagingQuery } from '../paging.ts';
import {
  dataOf,
  done,
  doneSchema,
  errorReplies,
  idParams,
  idSchema,
  instant,
  nameSchema,
  oneOf,
  ref,
} from '../schemas.ts';

const listSchema = Type.Object(
  {
    id: Type.Integer(),
    uuid: Type.String({ format: 'uuid' }),
    name: Type.String(),
    type: oneOf(listTypes),
    optin: oneOf(optins),
    status: oneOf(listStatuses),
    tags: Type.Array(Type.String()),
    description: Type.String(),
    subscriber_count: Type.Optional(Type.Integer()),
    subscriber_statuses: Type.Optional(Type.Record(Type.String(), Type.Integer())),
    created_at: instant,
    updated_at: instant,
  },
  { $id: 'List' },
);

type ListOrName = Omit<List, 'subscriberCount' | 'subscriberStatuses'> & Partial<List>;

const listView = ({ subscriberCount, subscriberStatuses, createdAt, updatedAt, ...list }: ListOrName) => ({
  ...list,
  ...(subscriberCount === undefined ? {} : { subscriber_count: subscriberCount }),
  ...(subscriberStatuses === undefined ? {} : { subscriber_statuses: subscriberStatuses }),
  created_at: createdAt,
  updated_at: updatedAt,
});

const tags = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 100 });
const content = {
  type: Type.Optional(oneOf(listTypes)),
  optin: Type.Optional(oneOf(optins)),
  status: Type.Optional(oneOf(listStatuses)),
  tags: Type.Optional(tags),
  description: Type.Optional(Type.String({ maxLength: 10_000 })),
};

export const listRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(listSchema);
  const listReply = { 200: dataOf(ref(listSchema)), ...errorReplies(400, 403) };

  app.get('/lists', {
    schema: {
      operationId: 'getLists',
      tags: ['lists'],
      summary: 'A page of lists; all of them, without counts, with `minimal`',
      querystring: Type.Object({
        query: Type.Optional(Type.String({ maxLength: 1000, description: 'Part of the name' })),
        type: Type.Optional(oneOf(listTypes)),
        optin: Type.Optional(oneOf(optins)),
        status: Type.Optional(oneOf(listStatuses)),
        tag: Type.Optional(tags),
        minimal: Type.Optional(Type.Boolean()),
        ...orderQuery,
        ...pagingQuery,
      }),
      response: { 200: pageOf(ref(listSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ query }) => {
      if (query.minimal) {
        const names = await findListNames(deps.sql);
        return pageView({ results: names.map(listView), total: names.length }, { page: 1, per_page: 'all' });
      }
      const columns = ['name', 'status', 'created_at', 'updated_at', 'subscriber_count'] as const;
      const order = orderOf(query, columns, { by: 'created_at', direction: 'asc' });
      const { results, total } = await findLists(deps.sql, { ...query, tags: query.tag }, { order, ...limitOf(query) });
      return pageView({ results: results.map(listView), total }, query);
    },
  });

  app.get('/lists/:id', {
    schema: {
      operationId: 'getList',
      tags: ['lists'],
      summary: 'One list',
      params: idParams,
      response: listReply,
    },
    handler: async ({ params: { id } }) => ({ data: listView(await getList(deps.sql, id)) }),
  });

  app.post('/lists', {
    schema: {
      operationId: 'createList',
      tags: ['lists'],
      summary: 'Make a list: private, single opt-in and active unless told otherwise',
      body: Type.Object({ name: nameSchema, ...content }),
      response: listReply,
    },
    handler: async ({ body }) => ({ data: listView(await createList(deps, body)) }),
  });

  app.put('/lists/:id', {
    schema: {
      operationId: 'updateList',
      tags: ['lists'],
      summary: 'Change a list; what is absent stays',
      params: idParams,
      body: Type.Object({ name: Type.Optional(nameSchema), ...content }),
      response: listReply,
    },
    handler: async ({ params: { id }, body }) => ({ data: listView(await changeList(deps, id, body)) }),
  });

  app.delete('/lists/:id', {
    schema: {
      operationId: 'deleteList',
      tags: ['lists'],
      summary: 'Delete a list; its subscribers stay',
      params: idParams,
      response: { 200: doneSchema, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }) => {
      await removeLists(deps, [id]);
      return done;
    },
  });

  app.delete('/lists', {
    schema: {
      operationId: 'deleteLists',
      tags: ['lists'],
      summary: 'Delete lists; their subscribers stay',
      querystring: Type.Object({ id: Type.Array(idSchema, { minItems: 1, maxItems: 10_000 }) }),
      response: { 200: doneSchema, ...errorReplies(400, 403) },
    },
    handler: async ({ query }) => {
      await removeLists(deps, query.id);
      return done;
    },
  });
};
