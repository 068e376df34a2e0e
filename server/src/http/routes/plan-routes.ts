import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Deps } from '../../deps.ts';
import { planCampaign } from '../../planning/plan-campaign.ts';
import { dataOf, errorReplies, idParams, ref } from '../schemas.ts';
import { planSchema, planView, supposedOf, supposedSchema } from './plan-schemas.ts';

export const planRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(planSchema);
  const response = { 200: dataOf(ref(planSchema)), ...errorReplies(400, 403, 409) };

  app.get('/campaigns/:id/plan', {
    schema: {
      operationId: 'getCampaignPlan',
      tags: ['campaigns'],
      summary: 'When a campaign will be done, what leaves each day by which server, and what holds it back',
      description:
        'Computed anew at each request by the scheduler’s own rules. A draft is planned as if it were started now, or at its send_at; a paused campaign as if it were resumed now.',
      params: idParams,
      response,
    },
    handler: async ({ params: { id } }) => ({ data: planView(await planCampaign(deps, id)) }),
  });

  app.post('/campaigns/:id/plan', {
    config: { rateLimit: { max: 60, timeWindow: 60_000 } },
    schema: {
      operationId: 'supposeCampaignPlan',
      tags: ['campaigns'],
      summary: 'The same with servers and settings that are not saved, another start, or a time to be done by',
      params: idParams,
      body: supposedSchema,
      response: { ...response, ...errorReplies(429) },
    },
    handler: async ({ params: { id }, body }) => ({ data: planView(await planCampaign(deps, id, supposedOf(body))) }),
  });
};
