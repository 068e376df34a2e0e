import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Deps } from '../../deps.ts';
import { blocklistSubscribers } from '../../subscribers/blocklist-subscribers.ts';
import { changeSubscriptions } from '../../subscribers/change-subscriptions.ts';
import { exportSubscribers } from '../../subscribers/export-subscribers.ts';
import { getSubscriber, getSubscribers } from '../../subscribers/get-subscribers.ts';
import { removeSubscribers } from '../../subscribers/remove-subscribers.ts';
import { changeSubscriber, createSubscriber } from '../../subscribers/save-subscriber.ts';
import { csvReply, sendCsv } from '../csv-reply.ts';
import { limitOf, orderOf, orderQuery, pageOf, pageView, pagingQuery } from '../paging.ts';
import { dataOf, done, doneSchema, errorReplies, idParams, ref } from '../schemas.ts';
import {
  emailSchema,
  idsSchema,
  subscriberBody,
  subscriberContent,
  subscriberFilter,
  subscriberFilterQuery,
  subscriberSchema,
  subscriberView,
  subscriptionChange,
  subscriptionsDescription,
} from './subscriber-schemas.ts';

export const subscriberRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(subscriberSchema);
  const subscriberReply = { 200: dataOf(ref(subscriberSchema)), ...errorReplies(400, 403, 409) };
  const doneReply = { 200: doneSchema, ...errorReplies(400, 403) };

  app.get('/subscribers', {
    schema: {
      operationId: 'getSubscribers',
      tags: ['subscribers'],
      summary: 'A page of subscribers, the newest first unless told otherwise',
      querystring: Type.Object({ ...subscriberFilterQuery, ...orderQuery, ...pagingQuery }),
      response: { 200: pageOf(ref(subscriberSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ query }) => {
      const columns = ['id', 'email', 'status', 'name', 'created_at', 'updated_at'] as const;
      const order = orderOf(query, columns, { by: 'id', direction: 'desc' });
      const { results, total } = await getSubscribers(deps.sql, subscriberFilter(query), { order, ...limitOf(query) });
      return pageView({ results: results.map(subscriberView), total }, query);
    },
  });

  app.get('/subscribers/export', {
    schema: {
      operationId: 'exportSubscribers',
      tags: ['subscribers'],
      summary: 'Subscribers as a CSV file',
      description:
        'A field that a spreadsheet would run as a formula has an apostrophe in front; importing the file takes it off.',
      querystring: Type.Object({ ...subscriberFilterQuery, id: Type.Optional(idsSchema) }),
      response: { ...csvReply, ...errorReplies(400, 403) },
    },
    handler: async ({ query }, reply) => {
      const lines = exportSubscribers(deps.sql, { ...subscriberFilter(query), ids: query.id });
      return sendCsv(reply, { name: 'subscribers.csv', lines: Readable.from(lines) });
    },
  });

  app.get('/subscribers/:id', {
    schema: {
      operationId: 'getSubscriber',
      tags: ['subscribers'],
      summary: 'One subscriber',
      params: idParams,
      response: subscriberReply,
    },
    handler: async ({ params: { id } }) => ({ data: subscriberView(await getSubscriber(deps.sql, id)) }),
  });

  app.post('/subscribers', {
    schema: {
      operationId: 'createSubscriber',
      tags: ['subscribers'],
      summary: 'Add a subscriber, on the lists given',
      body: Type.Object({ email: emailSchema, ...subscriberBody }),
      response: subscriberReply,
    },
    handler: async ({ body }) => ({
      data: subscriberView(await createSubscriber(deps, { ...subscriberContent(body), email: body.email })),
    }),
  });

  for (const method of ['put', 'patch'] as const) {
    const email = method === 'put' ? emailSchema : Type.Optional(emailSchema);
    app[method]('/subscribers/:id', {
      schema: {
        operationId: method === 'put' ? 'updateSubscriber' : 'patchSubscriber',
        tags: ['subscribers'],
        summary: 'Change a subscriber; what is absent stays',
        description:
          'Lists that are given replace those there are. A subscription that stays keeps its status, unless `subscriptions` says another: someone who left a list is not subscribed again by `lists`.',
        params: idParams,
        body: Type.Object({ email, ...subscriberBody }),
        response: subscriberReply,
      },
      handler: async ({ params: { id }, body }) => ({
        data: subscriberView(await changeSubscriber(deps, id, subscriberContent(body))),
      }),
    });
  }

  app.delete('/subscribers/:id', {
    schema: {
      operationId: 'deleteSubscriber',
      tags: ['subscribers'],
      summary: 'Delete a subscriber',
      params: idParams,
      response: doneReply,
    },
    handler: async ({ params: { id } }) => {
      await removeSubscribers(deps, [id]);
      return done;
    },
  });

  app.delete('/subscribers', {
    schema: {
      operationId: 'deleteSubscribers',
      tags: ['subscribers'],
      summary: 'Delete subscribers',
      querystring: Type.Object({ id: idsSchema }),
      response: doneReply,
    },
    handler: async ({ query }) => {
      await removeSubscribers(deps, query.id);
      return done;
    },
  });

  app.put('/subscribers/blocklist', {
    schema: {
      operationId: 'blocklistSubscribers',
      tags: ['subscribers'],
      summary: 'Blocklist subscribers, and end all their subscriptions',
      body: Type.Object({ ids: idsSchema }),
      response: doneReply,
    },
    handler: async ({ body }) => {
      await blocklistSubscribers(deps, body.ids);
      return done;
    },
  });

  app.put('/subscribers/:id/blocklist', {
    schema: {
      operationId: 'blocklistSubscriber',
      tags: ['subscribers'],
      summary: 'Blocklist a subscriber, and end all their subscriptions',
      params: idParams,
      response: doneReply,
    },
    handler: async ({ params: { id } }) => {
      await blocklistSubscribers(deps, [id]);
      return done;
    },
  });

  app.put('/subscribers/lists', {
    schema: {
      operationId: 'changeSubscriptions',
      tags: ['subscribers'],
      summary: 'Put subscribers on lists, take them off, or mark them as having left',
      description: subscriptionsDescription,
      body: Type.Object({ ids: idsSchema, ...subscriptionChange }),
      response: doneReply,
    },
    handler: async ({ body: { target_list_ids: listIds, ...change } }) => {
      await changeSubscriptions(deps, { ...change, listIds });
      return done;
    },
  });

  app.put('/subscribers/lists/:id', {
    schema: {
      operationId: 'changeSubscriptionsOfOne',
      tags: ['subscribers'],
      summary: 'Put a subscriber on lists, take them off, or mark them as having left',
      description: subscriptionsDescription,
      params: idParams,
      body: Type.Object(subscriptionChange),
      response: doneReply,
    },
    handler: async ({ params: { id }, body: { target_list_ids: listIds, ...change } }) => {
      await changeSubscriptions(deps, { ...change, ids: [id], listIds });
      return done;
    },
  });
};
