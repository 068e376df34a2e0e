import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Campaign } from '../../campaigns/campaign.ts';
import { campaignStatuses } from '../../campaigns/campaign-status.ts';
import { campaignsWaiting } from '../../campaigns/campaign-waiting.ts';
import { changeCampaignStatus } from '../../campaigns/change-campaign-status.ts';
import { createCampaign } from '../../campaigns/create-campaign.ts';
import { deleteCampaigns } from '../../campaigns/delete-campaign.ts';
import { findCampaigns, getCampaign } from '../../campaigns/get-campaign.ts';
import { previewCampaign, previewDraft } from '../../campaigns/preview-campaign.ts';
import { runningStats } from '../../campaigns/running-stats.ts';
import { updateCampaign } from '../../campaigns/update-campaign.ts';
import type { Deps } from '../../deps.ts';
import { countsByCampaign } from '../../queue/queue-counts.ts';
import { testSender } from '../../sending/test-sender.ts';
import { loadSettings } from '../../settings/settings-store.ts';
import { limitOf, orderOf, orderQuery, pageOf, pageView, pagingQuery } from '../paging.ts';
import { previewReply, sendPreview } from '../preview-reply.ts';
import { dataOf, done, doneSchema, errorReplies, idParams, idSchema, oneOf, ref } from '../schemas.ts';
import {
  campaignBodySchema,
  campaignContent,
  campaignSchema,
  campaignView,
  previewSchema,
  runningStatsSchema,
  runningStatsView,
} from './campaign-schemas.ts';

const noBodyQuery = { no_body: Type.Optional(Type.Boolean()) };
const previewQuery = Type.Object({ subscriber_id: Type.Optional(idSchema) });

export const campaignRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(campaignSchema);
  app.addSchema(runningStatsSchema);
  app.addSchema(previewSchema);
  const campaignReply = { 200: dataOf(ref(campaignSchema)), ...errorReplies(400, 403) };

  const viewsOf = async (campaigns: readonly Campaign[], noBody = false) => {
    const counts = await countsByCampaign(
      deps.sql,
      campaigns.map(({ id }) => id),
    );
    const waiting = await campaignsWaiting(deps, campaigns, counts);
    return campaigns.map((campaign) => {
      const { id } = campaign;
      return campaignView(campaign, { counts: counts.get(id)!, waiting: waiting.get(id) ?? null, noBody });
    });
  };
  const sendTest = testSender(deps);
  const reply = async (campaign: Campaign, noBody = false) => ({ data: (await viewsOf([campaign], noBody))[0]! });

  app.get('/campaigns', {
    schema: {
      operationId: 'getCampaigns',
      tags: ['campaigns'],
      summary: 'A page of campaigns, the newest first unless told otherwise',
      querystring: Type.Object({
        query: Type.Optional(Type.String({ maxLength: 1000, description: 'Part of the name or the subject' })),
        status: Type.Optional(Type.Array(oneOf(campaignStatuses))),
        tag: Type.Optional(Type.Array(Type.String({ maxLength: 2000 }))),
        ...noBodyQuery,
        ...orderQuery,
        ...pagingQuery,
      }),
      response: { 200: pageOf(ref(campaignSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ query }) => {
      const order = orderOf(query, ['name', 'status', 'created_at', 'updated_at'], {
        by: 'created_at',
        direction: 'desc',
      });
      const filter = { query: query.query ?? '', statuses: query.status ?? [], tags: query.tag ?? [] };
      const { campaigns, total } = await findCampaigns(deps.sql, filter, { order, ...limitOf(query) });
      return pageView({ results: await viewsOf(campaigns, query.no_body), total }, query);
    },
  });

  app.get('/campaigns/running/stats', {
    schema: {
      operationId: 'getRunningStats',
      tags: ['campaigns'],
      summary: 'How the running campaigns are getting on',
      querystring: Type.Object({ campaign_id: Type.Optional(Type.Array(idSchema)) }),
      response: { 200: dataOf(Type.Array(ref(runningStatsSchema))), ...errorReplies(400, 403) },
    },
    handler: async ({ query }) => ({
      data: (await runningStats(deps, query.campaign_id ?? null)).map(runningStatsView),
    }),
  });

  app.get('/campaigns/:id', {
    schema: {
      operationId: 'getCampaign',
      tags: ['campaigns'],
      summary: 'One campaign',
      params: idParams,
      querystring: Type.Object(noBodyQuery),
      response: campaignReply,
    },
    handler: async ({ params: { id }, query }) => reply(await getCampaign(deps.sql, id), query.no_body),
  });

  app.post('/campaigns', {
    schema: {
      operationId: 'createCampaign',
      tags: ['campaigns'],
      summary: 'Make a draft',
      body: campaignBodySchema,
      response: campaignReply,
    },
    handler: async ({ body }) => {
      const { 'app.from_email': fromEmail } = await loadSettings(deps.sql);
      return reply(await createCampaign(deps, { fromEmail, ...campaignContent(body) }));
    },
  });

  app.put('/campaigns/:id', {
    schema: {
      operationId: 'updateCampaign',
      tags: ['campaigns'],
      summary: 'Change a campaign; what is absent stays. Of a running one only priority and weight can be changed',
      params: idParams,
      body: campaignBodySchema,
      response: campaignReply,
    },
    handler: async ({ params: { id }, body }) => reply(await updateCampaign(deps, id, campaignContent(body))),
  });

  app.put('/campaigns/:id/status', {
    schema: {
      operationId: 'changeCampaignStatus',
      tags: ['campaigns'],
      summary: 'Schedule, start, pause, resume or cancel a campaign',
      params: idParams,
      body: Type.Object({ status: oneOf(campaignStatuses) }),
      response: campaignReply,
    },
    handler: async ({ params: { id: campaignId }, body: { status }, user, log }) => {
      const campaign = await changeCampaignStatus(deps, campaignId, {
        to: status,
        actor: 'user',
        username: user?.username,
      });
      log.info({ campaignId, status, userId: user?.id }, 'campaign status changed');
      return reply(campaign);
    },
  });

  app.get('/campaigns/:id/preview', {
    schema: {
      operationId: 'previewCampaign',
      tags: ['campaigns'],
      summary: 'What a recipient would see of a campaign',
      params: idParams,
      querystring: previewQuery,
      response: { ...previewReply, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id }, query }, reply) =>
      sendPreview(reply, await previewCampaign(deps, id, { subscriberId: query.subscriber_id })),
  });

  app.post('/campaigns/:id/preview', {
    schema: {
      operationId: 'previewCampaignChanges',
      tags: ['campaigns'],
      summary: 'The same with changes that are not saved',
      params: idParams,
      querystring: previewQuery,
      body: campaignBodySchema,
      response: { ...previewReply, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id }, query, body }, reply) => {
      const options = { changes: campaignContent(body), subscriberId: query.subscriber_id };
      return sendPreview(reply, await previewCampaign(deps, id, options));
    },
  });

  app.post('/campaigns/preview', {
    schema: {
      operationId: 'previewCampaignDraft',
      tags: ['campaigns'],
      summary: 'Subject, sender, HTML and text as a recipient would get them, of a campaign that need not be saved',
      querystring: previewQuery,
      body: campaignBodySchema,
      response: { 200: dataOf(ref(previewSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ query, body }) => {
      const { 'app.from_email': fromEmail } = await loadSettings(deps.sql);
      const content = { fromEmail, ...campaignContent(body) };
      const preview = await previewDraft(deps, content, { subscriberId: query.subscriber_id });
      const { subject, html, text, fromName } = preview;
      return { data: { subject, html, text, from_name: fromName } };
    },
  });

  app.post('/campaigns/:id/test', {
    config: { rateLimit: { max: 30, timeWindow: 60_000 } },
    schema: {
      operationId: 'testCampaign',
      tags: ['campaigns'],
      summary: 'Send a campaign now to a few subscribers, with changes that are not saved',
      description:
        'Test messages draw permits from every limit and keep to the send window; when one can’t leave now, none does, and the answer is 429 with what it waits for.',
      params: idParams,
      body: Type.Object({
        ...campaignBodySchema.properties,
        subscribers: Type.Array(Type.String({ minLength: 3, maxLength: 1000 }), {
          minItems: 1,
          maxItems: 20,
          description: 'Email addresses of subscribers there are',
        }),
      }),
      response: { 200: doneSchema, ...errorReplies(400, 403, 409, 429) },
    },
    handler: async ({ params: { id: campaignId }, body }) => {
      await sendTest({ campaignId, emails: body.subscribers, changes: campaignContent(body) });
      return done;
    },
  });

  app.delete('/campaigns/:id', {
    schema: {
      operationId: 'deleteCampaign',
      tags: ['campaigns'],
      summary: 'Delete a campaign that is not running',
      params: idParams,
      response: { 200: doneSchema, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }) => {
      await deleteCampaigns(deps, [id]);
      return done;
    },
  });

  app.delete('/campaigns', {
    schema: {
      operationId: 'deleteCampaigns',
      tags: ['campaigns'],
      summary: 'Delete several campaigns: all of them, or none',
      querystring: Type.Object({ id: Type.Array(idSchema, { minItems: 1, maxItems: 1000 }) }),
      response: { 200: doneSchema, ...errorReplies(400, 403) },
    },
    handler: async ({ query }) => {
      await deleteCampaigns(deps, query.id);
      return done;
    },
  });
};
