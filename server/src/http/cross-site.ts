import type { FastifyRequest } from 'fastify';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a browser sends this for another site, in a way that could change something. Browsers say so in
 * `Sec-Fetch-Site`, older ones by `Origin`; what has neither is no browser and holds no stolen cookie.
 */
export function isCrossSite({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  if (safeMethods.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== headers.host;
}
