import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Deps } from '../../deps.ts';
import { presentCapacity } from '../../queue/present-capacity.ts';
import { totals } from '../../queue/queue-counts.ts';
import { serverReports } from '../../queue/server-report.ts';
import { saveSettings } from '../../settings/save-settings.ts';
import { loadSettings } from '../../settings/settings-store.ts';
import { dataOf, errorReplies, ref } from '../schemas.ts';
import { queueStatsSchema, queueStatsView, serverCapacitySchema, serverCapacityView } from './queue-schemas.ts';

export const queueRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(queueStatsSchema);
  app.addSchema(serverCapacitySchema);

  app.get('/queue/stats', {
    schema: {
      operationId: 'getQueueStats',
      tags: ['queue'],
      summary: 'How many emails there are in each status',
      response: { 200: dataOf(ref(queueStatsSchema)), ...errorReplies(403) },
    },
    handler: async () => {
      const [counts, settings] = await Promise.all([totals(deps.sql), loadSettings(deps.sql)]);
      return { data: queueStatsView(counts, settings['app.queue_paused']) };
    },
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
};
