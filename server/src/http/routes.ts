import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Deps } from '../deps.ts';
import { healthRoutes } from './routes/health-routes.ts';

/** Every route of the API, registered under `/api`. */
export const apiRoutes: FastifyPluginAsyncTypebox<Deps>[] = [healthRoutes];

/** Routes outside `/api`: public pages, and what machines look for at the root. */
export const rootRoutes: FastifyPluginAsyncTypebox<Deps>[] = [healthRoutes];
