import type { FastifyInstance, FastifyRequest } from 'fastify';
import { authenticator } from '../auth/authenticate.ts';
import { type Credentials, parseAuthorization } from '../auth/authorization-header.ts';
import type { User } from '../auth/user.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../errors.ts';
import { isCrossSite } from './cross-site.ts';

/** The cookie that holds a session's token. */
export const sessionCookie = 'session';

/** A right password is hashed about once a minute; so this is how many wrong ones a client may try. */
const hashingsPerMinute = 20;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without credentials. */
    public?: boolean;
    /** Asks for name and password when it gets none, as programs expect that keep a URL with a password. */
    asksForPassword?: boolean;
  }
  interface FastifyRequest {
    /** Who asks; null only on public routes. */
    user: User | null;
  }
  interface FastifyInstance {
    /** Whose credentials these are; clients that guess are slowed down. @throws {AppError} `rate_limited` */
    checkCredentials(request: FastifyRequest, credentials: Credentials): Promise<User | null>;
  }
}

/** The pages of the API's description: a browser asks its user for name and password there. */
const docsPath = '/api/docs';

/**
 * Lets only those in who are known, except to public routes and to paths that do not exist.
 * The session cookie wins over the `Authorization` header when both are there.
 */
export function authenticateRequests(app: FastifyInstance, deps: Deps): void {
  const authenticate = authenticator(deps);
  app.decorateRequest('user', null);
  app.decorate('checkCredentials', credentialCheck(app, authenticate));

  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.public || request.is404) return;
    const cookie = request.cookies[sessionCookie];
    const header = request.headers.authorization;
    // A browser sends either of them by itself, also for another site.
    if (isCrossSite(request)) throw new AppError('forbidden', 'refused: the request comes from another site');
    if (cookie) {
      request.user = await authenticate.bySession(cookie);
    } else if (header) {
      const credentials = parseAuthorization(header);
      request.user = credentials && (await app.checkCredentials(request, credentials));
      if (!request.user) throw new AppError('unauthenticated', 'invalid API credentials');
    } else if (request.routeOptions.config.asksForPassword || request.url.startsWith(docsPath)) {
      return reply.code(401).header('www-authenticate', 'Basic realm="Sluice"').send({ message: 'sign in' });
    }
    if (!request.user) throw new AppError('unauthenticated', 'invalid session');
  });
}

function credentialCheck(app: FastifyInstance, authenticate: ReturnType<typeof authenticator>) {
  const hashings = app.createRateLimit({ max: hashingsPerMinute, timeWindow: 60_000 });
  return async (request: FastifyRequest, credentials: Credentials) =>
    authenticate.byCredentials(credentials, async () => {
      const limit = await hashings(request);
      if (limit.isAllowed || !limit.isExceeded) return;
      throw new AppError('rate_limited', `Too many passwords; try again in ${limit.ttlInSeconds} seconds`);
    });
}
