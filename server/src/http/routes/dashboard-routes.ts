import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { campaignStatuses } from '../../campaigns/campaign-status.ts';
import type { Deps } from '../../deps.ts';
import { dashboardCounts, lastDays } from '../../reports/get-dashboard.ts';
import { dataOf, errorReplies } from '../schemas.ts';

const countOfDay = Type.Object({ date: Type.String({ format: 'date' }), count: Type.Integer() });

export const dashboardRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.get('/dashboard/counts', {
    schema: {
      operationId: 'getDashboardCounts',
      tags: ['system'],
      summary: 'How many subscribers, lists, campaigns and accepted emails there are',
      response: {
        200: dataOf(
          Type.Object({
            subscribers: Type.Object({
              total: Type.Integer(),
              blocklisted: Type.Integer(),
              orphans: Type.Integer({ description: 'On no list' }),
            }),
            lists: Type.Object({
              total: Type.Integer(),
              private: Type.Integer(),
              public: Type.Integer(),
              optin_single: Type.Integer(),
              optin_double: Type.Integer(),
            }),
            campaigns: Type.Object({
              total: Type.Integer(),
              by_status: Type.Object(Object.fromEntries(campaignStatuses.map((status) => [status, Type.Integer()]))),
            }),
            messages: Type.Integer({ description: 'Accepted by SMTP servers' }),
          }),
        ),
        ...errorReplies(403),
      },
    },
    handler: async () => {
      const { subscribers, lists, campaignsByStatus, messages } = await dashboardCounts(deps);
      const { optinSingle: optin_single, optinDouble: optin_double, ...otherLists } = lists;
      const byStatus = Object.fromEntries(campaignStatuses.map((status) => [status, campaignsByStatus[status] ?? 0]));
      const total = Object.values(byStatus).reduce((a, b) => a + b, 0);
      return {
        data: {
          ...{ subscribers, lists: { ...otherLists, optin_single, optin_double } },
          ...{ campaigns: { total, by_status: byStatus }, messages },
        },
      };
    },
  });

  app.get('/dashboard/charts', {
    schema: {
      operationId: 'getDashboardCharts',
      tags: ['system'],
      summary: 'What SMTP servers accepted on each of the last 30 days, today last',
      description: 'Days are those of app.timezone. Opens and clicks are not tracked: their series are empty.',
      response: {
        200: dataOf(
          Type.Object({
            messages: Type.Array(countOfDay),
            link_clicks: Type.Array(countOfDay),
            campaign_views: Type.Array(countOfDay),
          }),
        ),
        ...errorReplies(403),
      },
    },
    handler: async () => ({ data: { messages: await lastDays(deps), link_clicks: [], campaign_views: [] } }),
  });
};
