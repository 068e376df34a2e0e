import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { AppError } from '../errors.ts';
import { version } from '../version.ts';
import { serveAdmin } from './admin-files.ts';
import { authenticateRequests } from './authenticate-requests.ts';
import { buildSerializer } from './compile-when-used.ts';
import { errorHandler, notFoundHandler } from './error-handler.ts';
import type { HttpDeps } from './http-deps.ts';
import { serveOpenApi } from './openapi.ts';
import { logRequest } from './request-log.ts';
import { apiRoutes, rootRoutes } from './routes.ts';
import { errorSchema } from './schemas.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { convertForm, refuseUnstorableText, validatorCompiler } from './validation.ts';

/** The largest body of a route that does not say otherwise (`bodyLimit`); a campaign's HTML fits well. */
const bodyLimitBytes = 5 * 1024 * 1024;

export type App = Awaited<ReturnType<typeof buildApp>>;

/** All routes behind their hooks, not listening yet: `inject` works. */
export async function buildApp(deps: HttpDeps) {
  const app = fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: 500 },
    // A reverse proxy stands on the same machine, if anywhere: only its word about the client's address is taken.
    trustProxy: 'loopback',
    forceCloseConnections: 'idle',
    frameworkErrors: errorHandler,
    // Unlike setValidatorCompiler, this also rules where a plugin has added schemas.
    schemaController: {
      compilersFactory: { buildValidator: (() => validatorCompiler) as () => never, buildSerializer },
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setErrorHandler(errorHandler);
  app.setNotFoundHandler(notFoundHandler);
  app.addSchema(errorSchema);
  parseJson(app);
  await app.register(cookie);
  await app.register(formbody);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { after }) =>
      new AppError('rate_limited', `Too many requests; try again in ${after}`),
  });

  authenticateRequests(app, deps);
  app.addHook('preValidation', convertForm);
  app.addHook('preValidation', refuseUnstorableText);
  app.addHook('onSend', addSecurityHeaders);
  app.addHook('onResponse', logRequest);

  await serveOpenApi(app, version);
  for (const routes of apiRoutes) await app.register(routes, { ...deps, prefix: '/api' });
  for (const routes of rootRoutes) await app.register(routes, deps);
  await serveAdmin(app);
  return app;
}

/** As Fastify does, but an empty body is none: clients send `content-type: application/json` with every request. */
function parseJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['text/plain', 'application/json']);
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else void parse(request, body, done);
  });
}
