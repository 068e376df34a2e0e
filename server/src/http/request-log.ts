import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * One line per answered request: the route's pattern, never the URL, which may hold addresses and tokens. Who follows the
 * log is not told that they do: each answer would call for the next.
 */
export async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const route = request.routeOptions.url ?? null;
  if (route?.startsWith('/api/logs')) return;
  const level = route?.endsWith('/health') ? 'debug' : 'info';
  request.log[level](
    {
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      userId: request.user?.id,
    },
    'request answered',
  );
}
