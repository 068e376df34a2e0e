import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { getCampaign } from '../../campaigns/get-campaign.ts';
import { retryQueueRows } from '../../campaigns/retry-queue-rows.ts';
import type { Deps } from '../../deps.ts';
import { exportOutcomes } from '../../queue/export-outcomes.ts';
import { retriable, rowStatuses } from '../../queue/queue-row.ts';
import { campaignReports } from '../../reports/campaign-report.ts';
import { loadSettings } from '../../settings/settings-store.ts';
import { allSmtpServers } from '../../settings/smtp-server-store.ts';
import { csvReply, sendCsv } from '../csv-reply.ts';
import { dataOf, errorReplies, idParams, idSchema, oneOf, ref } from '../schemas.ts';
import { campaignReportSchema, campaignReportView } from './report-schemas.ts';

const narrower = {
  smtp_server_uuid: Type.Optional(Type.String({ maxLength: 255 })),
  subscriber: Type.Optional(Type.String({ maxLength: 500, description: 'Part of the email address' })),
};

/** What became of a campaign's emails, and what to do about it. */
export const reportRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(campaignReportSchema);
  const reportOf = campaignReports(deps);

  app.get('/campaigns/:id/report', {
    schema: {
      operationId: 'getCampaignReport',
      tags: ['campaigns'],
      summary: 'What became of a campaign’s emails: in all, by server, by recipient domain, over time',
      description:
        'The counts are of this moment. The rest is counted from the campaign’s rows, once for all who ask, and while it is being sent not again before a rest.',
      params: idParams,
      response: { 200: dataOf(ref(campaignReportSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }) => {
      const { 'app.timezone': timeZone } = await loadSettings(deps.sql);
      return { data: campaignReportView(await reportOf(id, timeZone)) };
    },
  });

  app.get('/campaigns/:id/outcomes', {
    schema: {
      operationId: 'exportCampaignOutcomes',
      tags: ['campaigns'],
      summary: 'What became of each email of a campaign, as a CSV file',
      params: idParams,
      querystring: Type.Object({ status: Type.Optional(Type.Array(oneOf(rowStatuses))), ...narrower }),
      response: { ...csvReply, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id }, query }, reply) => {
      await getCampaign(deps.sql, id);
      const filter = {
        campaignId: id,
        statuses: query.status,
        smtpServerUuid: query.smtp_server_uuid,
        subscriber: query.subscriber,
      };
      const names = new Map((await allSmtpServers(deps.sql)).map(({ uuid, name }) => [uuid, name]));
      const lines = Readable.from(exportOutcomes(deps.sql, filter, names));
      return sendCsv(reply, { name: `campaign-${id}-outcomes.csv`, lines });
    },
  });

  app.put('/queue/retry', {
    schema: {
      operationId: 'retryQueueItems',
      tags: ['queue'],
      summary: 'Queue all emails of a campaign again that have one of these statuses, or only some of them',
      description:
        'Answers how many were queued, and how many were skipped: whom the campaign may no longer mail. A campaign that had finished runs again.',
      body: Type.Object(
        { campaign_id: idSchema, status: Type.Array(oneOf(retriable), { minItems: 1 }), ...narrower },
        { additionalProperties: false },
      ),
      response: {
        200: dataOf(Type.Object({ count: Type.Integer(), skipped: Type.Integer() })),
        ...errorReplies(400, 403),
      },
    },
    handler: async ({ body, user, log }) => {
      const { campaign_id: campaignId, status: statuses, smtp_server_uuid: smtpServerUuid, subscriber } = body;
      const retried = await retryQueueRows(deps, { campaignId, statuses, smtpServerUuid, subscriber });
      log.info({ campaignId, statuses, ...retried, userId: user?.id }, 'emails retried');
      return { data: retried };
    },
  });
};
