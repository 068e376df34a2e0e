import type { FastifyReply, FastifyRequest } from 'fastify';

/** For JSON and files: nothing in them may run. */
const inertPolicy = "default-src 'none'; frame-ancestors 'none'";

/** For our own pages: own scripts only; style attributes and pictures from anywhere, as mail has them. */
const pagePolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https: http:; " +
  "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

/** Sets the headers that browsers need to keep answers harmless; a route's own stay. */
export async function addSecurityHeaders(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('x-content-type-options', 'nosniff');
  reply.header('x-frame-options', 'DENY');
  reply.header('referrer-policy', 'same-origin');
  if (!reply.hasHeader('content-security-policy')) {
    const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
    reply.header('content-security-policy', isPage ? pagePolicy : inertPolicy);
  }
  if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
}
