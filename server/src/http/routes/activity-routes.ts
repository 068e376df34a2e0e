import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { getBouncesOf } from '../../bounces/get-bounces.ts';
import type { Deps } from '../../deps.ts';
import { getRowsOfSubscriber } from '../../queue/get-queue-rows.ts';
import { getSubscriber } from '../../subscribers/get-subscribers.ts';
import { dataOf, errorReplies, idParams, ref } from '../schemas.ts';
import { bounceSchema, bounceView } from './bounce-schemas.ts';
import { queueRowWithAttemptsSchema, queueRowWithAttemptsView } from './queue-schemas.ts';
import { subscriberSchema, subscriberView } from './subscriber-schemas.ts';

/** What is kept of one person beyond the profile. */
export const activityRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  for (const schema of [bounceSchema, queueRowWithAttemptsSchema, subscriberSchema]) app.addSchema(schema);
  const activity = {
    messages: Type.Array(ref(queueRowWithAttemptsSchema)),
    bounces: Type.Array(ref(bounceSchema)),
  };

  /** The latest thousand of each. */
  async function activityOf(id: number) {
    const [messages, bounces] = await Promise.all([getRowsOfSubscriber(deps.sql, id), getBouncesOf(deps.sql, id)]);
    return { messages: messages.map(queueRowWithAttemptsView), bounces: bounces.map(bounceView) };
  }

  app.get('/subscribers/:id/activity', {
    schema: {
      operationId: 'getSubscriberActivity',
      tags: ['subscribers'],
      summary: "A subscriber's subscriptions, emails with every attempt and what servers answered, and bounces",
      description: 'The newest first, at most 1,000 of each.',
      params: idParams,
      response: {
        200: dataOf(Type.Object({ subscriptions: subscriberSchema.properties.lists, ...activity })),
        ...errorReplies(400, 403),
      },
    },
    handler: async ({ params: { id } }) => {
      const { lists } = subscriberView(await getSubscriber(deps.sql, id));
      return { data: { subscriptions: lists, ...(await activityOf(id)) } };
    },
  });

  app.get('/subscribers/:id/export', {
    schema: {
      operationId: 'exportSubscriber',
      tags: ['subscribers'],
      summary: 'All that is kept of one subscriber, as a JSON file',
      params: idParams,
      response: {
        200: Type.Object({
          profile: Type.Array(Type.Omit(subscriberSchema, ['lists'])),
          subscriptions: subscriberSchema.properties.lists,
          ...activity,
        }),
        ...errorReplies(400, 403),
      },
    },
    handler: async ({ params: { id } }, reply) => {
      const { lists, ...profile } = subscriberView(await getSubscriber(deps.sql, id));
      reply.header('content-disposition', 'attachment; filename="data.json"');
      return { profile: [profile], subscriptions: lists, ...(await activityOf(id)) };
    },
  });
};
