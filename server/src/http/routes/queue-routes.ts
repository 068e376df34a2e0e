import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { cancelQueueRow } from '../../campaigns/cancel-queue-row.ts';
import { queueState } from '../../campaigns/queue-state.ts';
import { retryQueueRow } from '../../campaigns/retry-queue-row.ts';
import { getRowInDetail } from '../../campaigns/row-waiting.ts';
import type { Deps } from '../../deps.ts';
import { countedTo, getQueueRows } from '../../queue/get-queue-rows.ts';
import { getServerEvents } from '../../queue/get-server-events.ts';
import { presentCapacity } from '../../queue/present-capacity.ts';
import { probeServer } from '../../queue/probe-server.ts';
import { rowStatuses } from '../../queue/queue-row.ts';
import { serverReports } from '../../queue/server-report.ts';
import { saveSettings } from '../../settings/save-settings.ts';
import { pageOf, pageView, pagingQuery } from '../paging.ts';
import { dataOf, done, doneSchema, errorReplies, idSchema, oneOf, ref } from '../schemas.ts';
import {
  queueRowInDetailSchema,
  queueRowInDetailView,
  queueRowSchema,
  queueRowView,
  queueStatsSchema,
  queueStatsView,
  rowParams,
  serverCapacitySchema,
  serverCapacityView,
  serverEventSchema,
  serverEventView,
} from './queue-schemas.ts';

const serverParams = Type.Object({ uuid: Type.String({ maxLength: 255 }) });

export const queueRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(queueStatsSchema);
  app.addSchema(serverCapacitySchema);
  app.addSchema(serverEventSchema);
  app.addSchema(queueRowSchema);
  app.addSchema(queueRowInDetailSchema);

  app.get('/queue/stats', {
    schema: {
      operationId: 'getQueueStats',
      tags: ['queue'],
      summary: 'How many emails there are in each status, and what they wait for',
      response: { 200: dataOf(ref(queueStatsSchema)), ...errorReplies(403) },
    },
    handler: async () => ({ data: queueStatsView(await queueState(deps)) }),
  });

  app.get('/queue/servers', {
    schema: {
      operationId: 'getServerCapacities',
      tags: ['queue'],
      summary: 'What every SMTP server has sent today, may still send, and what it waits for',
      response: { 200: dataOf(Type.Array(ref(serverCapacitySchema))), ...errorReplies(403) },
    },
    handler: async () => ({ data: serverReports(await presentCapacity(deps)).map(serverCapacityView) }),
  });

  app.get('/queue/servers/:uuid/events', {
    schema: {
      operationId: 'getServerEvents',
      tags: ['queue'],
      summary: 'Every change of an SMTP server’s health with the reply that caused it, the newest first',
      description:
        'Kept for 90 days, at most 1,000 of each server. A park turns into probing at its `until`, without an entry.',
      params: serverParams,
      querystring: Type.Object({
        page: pagingQuery.page,
        per_page: Type.Integer({ minimum: 1, maximum: 1000, default: 20 }),
      }),
      response: { 200: pageOf(ref(serverEventSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ params: { uuid }, query }) => {
      const page = { limit: query.per_page, offset: (query.page - 1) * query.per_page };
      const { results, total } = await getServerEvents(deps.sql, uuid, page);
      return pageView({ results: results.map(serverEventView), total }, query);
    },
  });

  app.put('/queue/servers/:uuid/health', {
    schema: {
      operationId: 'changeServerHealth',
      tags: ['queue'],
      summary: 'Try a parked SMTP server at once, with one message',
      params: serverParams,
      body: Type.Object({ action: oneOf(['probe_now']) }, { additionalProperties: false }),
      response: { 200: doneSchema, ...errorReplies(400, 403, 409) },
    },
    handler: async ({ params: { uuid }, user }) => {
      await probeServer(deps, { serverUuid: uuid, username: user!.username });
      return done;
    },
  });

  app.put('/queue/pause', {
    schema: {
      operationId: 'pauseQueue',
      tags: ['queue'],
      summary: 'Stop claiming emails of any campaign, or go on: the setting app.queue_paused',
      body: Type.Object({ paused: Type.Boolean() }, { additionalProperties: false }),
      response: { 200: dataOf(Type.Object({ paused: Type.Boolean() })), ...errorReplies(400, 403) },
    },
    handler: async ({ body: { paused } }) => {
      await saveSettings(deps, { 'app.queue_paused': paused });
      return { data: { paused } };
    },
  });

  app.get('/queue/items', {
    schema: {
      operationId: 'getQueueItems',
      tags: ['queue'],
      summary: 'A page of emails in the queue, the newest first',
      description: `With smtp_server_uuid or subscriber, the total is counted up to ${countedTo}.`,
      querystring: Type.Object({
        campaign_id: Type.Optional(idSchema),
        status: Type.Optional(Type.Array(oneOf(rowStatuses))),
        smtp_server_uuid: Type.Optional(Type.String({ maxLength: 255 })),
        subscriber: Type.Optional(Type.String({ maxLength: 500, description: 'Part of the email address' })),
        page: pagingQuery.page,
        per_page: Type.Integer({ minimum: 1, maximum: 1000, default: 20 }),
      }),
      response: { 200: pageOf(ref(queueRowSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ query }) => {
      const { campaign_id: campaignId, status: statuses, smtp_server_uuid: smtpServerUuid, subscriber } = query;
      const { results, total } = await getQueueRows(
        deps.sql,
        { campaignId, statuses, smtpServerUuid, subscriber },
        { limit: query.per_page, offset: (query.page - 1) * query.per_page },
      );
      return pageView({ results: results.map(queueRowView), total }, { ...query, search: subscriber });
    },
  });

  app.get('/queue/items/:id', {
    schema: {
      operationId: 'getQueueItem',
      tags: ['queue'],
      summary:
        'One email, why it is not sent at this moment, and every attempt to send it with what the server answered',
      params: rowParams,
      response: { 200: dataOf(ref(queueRowInDetailSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }) => ({
      data: queueRowInDetailView(await getRowInDetail(deps, String(id))),
    }),
  });

  app.put('/queue/:id/cancel', {
    schema: {
      operationId: 'cancelQueueItem',
      tags: ['queue'],
      summary: 'Take a queued email out of the queue, or leave an uncertain one at that',
      params: rowParams,
      response: { 200: doneSchema, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }) => {
      await cancelQueueRow(deps, String(id));
      return done;
    },
  });

  app.put('/queue/:id/retry', {
    schema: {
      operationId: 'retryQueueItem',
      tags: ['queue'],
      summary: 'Queue a failed, cancelled or uncertain email again',
      params: rowParams,
      response: { 200: doneSchema, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }) => {
      await retryQueueRow(deps, String(id));
      return done;
    },
  });
};
