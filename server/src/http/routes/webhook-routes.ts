import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { bounceTypes } from '../../bounces/bounce.ts';
import { recordBounce } from '../../bounces/record-bounce.ts';
import type { Deps } from '../../deps.ts';
import { done, doneSchema, errorReplies, nameSchema, oneOf } from '../schemas.ts';
import { emailSchema } from './subscriber-schemas.ts';

/** What a bounce says of itself fits well; more would only be kept for ever. */
const bodyLimitBytes = 32 * 1024;

export const webhookRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.post('/webhooks/bounce', {
    bodyLimit: bodyLimitBytes,
    schema: {
      operationId: 'recordBounce',
      tags: ['bounces'],
      summary: 'Record a bounce that another system knows of',
      description:
        'The same bounce told again counts once: what tells two apart, such as the id of the message, belongs into `meta`.',
      body: Type.Object({
        subscriber_uuid: Type.Optional(Type.String({ format: 'uuid' })),
        email: Type.Optional(emailSchema),
        campaign_uuid: Type.Optional(Type.String({ format: 'uuid' })),
        type: oneOf(bounceTypes),
        source: { ...nameSchema, maxLength: 200 } as typeof nameSchema,
        meta: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
      }),
      response: { 200: doneSchema, ...errorReplies(400, 403, 413) },
    },
    handler: async ({ body: { subscriber_uuid, email, campaign_uuid, type, source, meta = {} } }) => {
      const told = { subscriberUuid: subscriber_uuid, email, campaignUuid: campaign_uuid, type, source, meta };
      await recordBounce(deps, told);
      return done;
    },
  });
};
