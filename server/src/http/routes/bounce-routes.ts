import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { blocklistBounced } from '../../bounces/blocklist-bounced.ts';
import { bounceTypes } from '../../bounces/bounce.ts';
import { findBounces } from '../../bounces/bounce-store.ts';
import { getBounce, getBouncesOf } from '../../bounces/get-bounces.ts';
import { removeBounces } from '../../bounces/remove-bounces.ts';
import type { Deps } from '../../deps.ts';
import { invalid } from '../../errors.ts';
import { limitOf, orderOf, orderQuery, pageOf, pageView, pagingQuery } from '../paging.ts';
import { dataOf, done, doneSchema, errorReplies, idParams, idSchema, oneOf, ref } from '../schemas.ts';
import { bounceSchema, bounceView } from './bounce-schemas.ts';
import { idsSchema } from './subscriber-schemas.ts';

export const bounceRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(bounceSchema);
  const doneReply = { 200: doneSchema, ...errorReplies(400, 403) };

  app.get('/bounces', {
    schema: {
      operationId: 'getBounces',
      tags: ['bounces'],
      summary: 'A page of bounces, the newest first unless told otherwise',
      querystring: Type.Object({
        campaign_id: Type.Optional(idSchema),
        source: Type.Optional(Type.String({ maxLength: 200 })),
        type: Type.Optional(oneOf(bounceTypes)),
        ...orderQuery,
        ...pagingQuery,
      }),
      response: { 200: pageOf(ref(bounceSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ query }) => {
      const columns = ['email', 'campaign_name', 'source', 'created_at', 'type'] as const;
      const order = orderOf(query, columns, { by: 'created_at', direction: 'desc' });
      const filter = { campaignId: query.campaign_id, source: query.source, type: query.type };
      const { results, total } = await findBounces(deps.sql, filter, { order, ...limitOf(query) });
      return pageView({ results: results.map(bounceView), total }, query);
    },
  });

  app.get('/bounces/:id', {
    schema: {
      operationId: 'getBounce',
      tags: ['bounces'],
      summary: 'One bounce',
      params: idParams,
      response: { 200: dataOf(ref(bounceSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }) => ({ data: bounceView(await getBounce(deps.sql, id)) }),
  });

  app.delete('/bounces/:id', {
    schema: {
      operationId: 'deleteBounce',
      tags: ['bounces'],
      summary: 'Delete a bounce; who was blocklisted for it stays so',
      params: idParams,
      response: doneReply,
    },
    handler: async ({ params: { id } }) => {
      await removeBounces(deps.sql, { ids: [id] });
      return done;
    },
  });

  app.delete('/bounces', {
    schema: {
      operationId: 'deleteBounces',
      tags: ['bounces'],
      summary: 'Delete these bounces, or all of them',
      querystring: Type.Object({ id: Type.Optional(idsSchema), all: Type.Optional(Type.Boolean()) }),
      response: doneReply,
    },
    handler: async ({ query: { id, all } }) => {
      if (!id && !all) throw invalid('id', 'expected it, or all=true');
      await removeBounces(deps.sql, id ? { ids: id } : 'all');
      return done;
    },
  });

  app.put('/bounces/blocklist', {
    schema: {
      operationId: 'blocklistBounced',
      tags: ['bounces'],
      summary: 'Blocklist everybody with a bounce of any type',
      response: doneReply,
    },
    handler: async () => {
      await blocklistBounced(deps);
      return done;
    },
  });

  app.get('/subscribers/:id/bounces', {
    schema: {
      operationId: 'getSubscriberBounces',
      tags: ['bounces'],
      summary: 'The latest bounces of a subscriber',
      params: idParams,
      response: { 200: dataOf(Type.Array(ref(bounceSchema))), ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }) => ({ data: (await getBouncesOf(deps.sql, id)).map(bounceView) }),
  });

  app.delete('/subscribers/:id/bounces', {
    schema: {
      operationId: 'deleteSubscriberBounces',
      tags: ['bounces'],
      summary: 'Delete all bounces of a subscriber',
      params: idParams,
      response: doneReply,
    },
    handler: async ({ params: { id } }) => {
      await removeBounces(deps.sql, { subscriberId: id });
      return done;
    },
  });
};
