import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { closeSession, openSession, sessionSeconds } from '../../auth/session.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { loadSettings } from '../../settings/settings-store.ts';
import { sessionCookie } from '../authenticate-requests.ts';
import { isCrossSite } from '../cross-site.ts';
import { done, doneSchema, errorReplies } from '../schemas.ts';

/** Sign-ins that one client may try per minute. */
const attemptsPerMinute = 20;

export const sessionRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.post('/login', {
    config: { public: true, rateLimit: { max: attemptsPerMinute, timeWindow: 60_000 } },
    schema: {
      operationId: 'login',
      tags: ['users'],
      summary: 'Sign in with a password; answers with the session cookie',
      security: [],
      body: Type.Object({
        username: Type.String({ minLength: 1, maxLength: 200 }),
        password: Type.String({ minLength: 1, maxLength: 1000 }),
      }),
      response: { 200: doneSchema, ...errorReplies(400, 403, 429) },
    },
    handler: async (request, reply) => {
      if (isCrossSite(request)) throw new AppError('forbidden', 'refused: the request comes from another site');
      const { username, password } = request.body;
      const user = await app.checkCredentials(request, { username, secret: password });
      if (user?.type !== 'user') throw new AppError('unauthenticated', 'invalid username or password');

      const { 'app.root_url': rootUrl } = await loadSettings(deps.sql);
      reply.setCookie(sessionCookie, await openSession(deps, user), {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: rootUrl.startsWith('https:'),
        maxAge: sessionSeconds,
      });
      return done;
    },
  });

  app.post('/logout', {
    schema: {
      operationId: 'logout',
      tags: ['users'],
      summary: 'End the session',
      response: { 200: doneSchema, ...errorReplies(403) },
    },
    handler: async (request, reply) => {
      const token = request.cookies[sessionCookie];
      if (token) await closeSession(deps, token);
      reply.clearCookie(sessionCookie, { path: '/' });
      return done;
    },
  });
};
