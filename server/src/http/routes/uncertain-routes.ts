import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { decideUncertain, decisions, markRowArrived } from '../../campaigns/decide-uncertain.ts';
import type { Deps } from '../../deps.ts';
import { invalid } from '../../errors.ts';
import { getUncertain } from '../../queue/get-uncertain.ts';
import { pageOf, pageView, pagingQuery } from '../paging.ts';
import { dataOf, done, doneSchema, errorReplies, idSchema, oneOf, ref } from '../schemas.ts';
import { rowId, rowParams, uncertainRowSchema, uncertainRowView } from './queue-schemas.ts';

export const uncertainRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(uncertainRowSchema);

  app.get('/queue/uncertain', {
    schema: {
      operationId: 'getUncertainQueueItems',
      tags: ['queue'],
      summary: 'A page of emails of which nobody knows whether their server took them, the newest first',
      description: 'With what to look for in the log of the server: the Message-ID, and when it was handed over.',
      querystring: Type.Object({
        campaign_id: Type.Optional(idSchema),
        page: pagingQuery.page,
        per_page: Type.Integer({ minimum: 1, maximum: 1000, default: 20 }),
      }),
      response: { 200: pageOf(ref(uncertainRowSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ query }) => {
      const paging = { limit: query.per_page, offset: (query.page - 1) * query.per_page };
      const { results, total } = await getUncertain(deps.sql, { campaignId: query.campaign_id }, paging);
      return pageView({ results: results.map(uncertainRowView), total }, query);
    },
  });

  app.put('/queue/uncertain', {
    schema: {
      operationId: 'decideUncertainQueueItems',
      tags: ['queue'],
      summary: 'Decide uncertain emails: their server took them, or they are to be sent again',
      description:
        'Either ids or campaign_id. Answers how many were decided: those that are not uncertain are left alone, and so are, with send_again, those whose campaign is cancelled or whose subscriber may no longer be mailed.',
      body: Type.Object(
        {
          ids: Type.Optional(Type.Array(rowId, { minItems: 1, maxItems: 10_000 })),
          campaign_id: Type.Optional(idSchema),
          action: oneOf(decisions),
        },
        { additionalProperties: false },
      ),
      response: { 200: dataOf(Type.Object({ count: Type.Integer() })), ...errorReplies(400, 403) },
    },
    handler: async ({ body: { ids, campaign_id: campaignId, action } }) => {
      if ((ids === undefined) === (campaignId === undefined)) throw invalid('ids', 'or else campaign_id must be given');
      const rows = campaignId === undefined ? { ids: ids!.map(String) } : { campaignId };
      return { data: { count: await decideUncertain(deps, rows, action) } };
    },
  });

  app.put('/queue/:id/arrived', {
    schema: {
      operationId: 'markQueueItemArrived',
      tags: ['queue'],
      summary: 'Note that the server took an uncertain email',
      params: rowParams,
      response: { 200: doneSchema, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }) => {
      await markRowArrived(deps, String(id));
      return done;
    },
  });
};
