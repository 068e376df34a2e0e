import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { done, doneSchema, errorReplies } from '../schemas.ts';

export const healthRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, { sql }) => {
  app.get('/health', {
    config: { public: true },
    schema: {
      operationId: app.prefix ? 'getHealth' : 'getRootHealth',
      tags: ['system'],
      summary: 'Whether Sluice and its database answer',
      security: [],
      response: { 200: doneSchema, ...errorReplies(503) },
    },
    handler: async () => {
      await sql`select 1`.catch(() => {
        throw new AppError('unavailable', 'The database does not answer');
      });
      return done;
    },
  });
};
