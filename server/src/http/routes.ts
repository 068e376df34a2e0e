import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Deps } from '../deps.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { queueRoutes } from './routes/queue-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { settingsRoutes } from './routes/settings-routes.ts';
import { systemRoutes } from './routes/system-routes.ts';
import { userRoutes } from './routes/user-routes.ts';

/** Every route of the API, registered under `/api`. */
export const apiRoutes: FastifyPluginAsyncTypebox<Deps>[] = [
  healthRoutes,
  queueRoutes,
  sessionRoutes,
  settingsRoutes,
  systemRoutes,
  userRoutes,
];

/** Routes outside `/api`: public pages, and what machines look for at the root. */
export const rootRoutes: FastifyPluginAsyncTypebox<Deps>[] = [healthRoutes];
