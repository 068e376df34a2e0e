import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Deps } from '../../deps.ts';
import { planCampaign, planUnsaved } from '../../planning/plan-campaign.ts';
import { planEffects } from '../../planning/plan-effects.ts';
import { dataOf, errorReplies, idParams, ref } from '../schemas.ts';
import {
  changesSchema,
  effectsSchema,
  effectsView,
  planSchema,
  planView,
  supposedOf,
  supposedSchema,
  unsavedOf,
  unsavedSchema,
} from './plan-schemas.ts';

/** A plan is long work. */
const plansPerMinute = { max: 120, timeWindow: 60_000 };

export const planRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(planSchema);
  app.addSchema(effectsSchema);
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

  app.post('/plan', {
    config: { rateLimit: plansPerMinute },
    schema: {
      operationId: 'planUnsavedCampaign',
      tags: ['campaigns'],
      summary: 'The same for a campaign as it is not saved, new or edited: its people are counted from its lists',
      body: unsavedSchema,
      response: { ...response, ...errorReplies(429) },
    },
    handler: async ({ body }) => ({ data: planView(await planUnsaved(deps, unsavedOf(body), supposedOf(body))) }),
  });

  app.post('/plan/effects', {
    config: { rateLimit: plansPerMinute },
    schema: {
      operationId: 'planEffects',
      tags: ['campaigns'],
      summary: 'What servers and settings that are not saved would do to every campaign that is running or scheduled',
      body: changesSchema,
      response: { 200: dataOf(ref(effectsSchema)), ...errorReplies(400, 403, 429) },
    },
    handler: async ({ body }) => ({ data: effectsView(await planEffects(deps, supposedOf(body))) }),
  });

  app.post('/campaigns/:id/plan', {
    config: { rateLimit: plansPerMinute },
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
