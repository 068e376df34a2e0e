import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

/** Describes every route registered after it, at `/api/openapi.json` and as pages at `/api/docs`. */
export async function serveOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sluice',
        version,
        description: 'Email campaigns through many SMTP servers, within their limits.',
      },
      components: {
        securitySchemes: {
          basic: {
            type: 'http',
            scheme: 'basic',
            description: 'A user and its password, or an API user and its token.',
          },
          token: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`token user:token`' },
          session: { type: 'apiKey', in: 'cookie', name: 'session' },
        },
      },
      security: [{ basic: [] }, { token: [] }, { session: [] }],
    },
    // Without this they are named def-0, def-1, …, and the web client would see that.
    refResolver: { buildLocalReference: (json, _baseUri, _fragment, i) => String(json.$id ?? `def-${i}`) },
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
