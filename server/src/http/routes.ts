import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { HttpDeps } from './http-deps.ts';
import { activityRoutes } from './routes/activity-routes.ts';
import { allMatchingRoutes } from './routes/all-matching-routes.ts';
import { blocklistRoutes } from './routes/blocklist-routes.ts';
import { bounceRoutes } from './routes/bounce-routes.ts';
import { calendarRoutes } from './routes/calendar-routes.ts';
import { campaignRoutes } from './routes/campaign-routes.ts';
import { capacityRoutes } from './routes/capacity-routes.ts';
import { dashboardRoutes } from './routes/dashboard-routes.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { importRoutes } from './routes/import-routes.ts';
import { listRoutes } from './routes/list-routes.ts';
import { logRoutes } from './routes/log-routes.ts';
import { planRoutes } from './routes/plan-routes.ts';
import { publicRoutes } from './routes/public-routes.ts';
import { queueRoutes } from './routes/queue-routes.ts';
import { reportRoutes } from './routes/report-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { settingsRoutes } from './routes/settings-routes.ts';
import { subscriberRoutes } from './routes/subscriber-routes.ts';
import { systemRoutes } from './routes/system-routes.ts';
import { templateRoutes } from './routes/template-routes.ts';
import { uncertainRoutes } from './routes/uncertain-routes.ts';
import { userRoutes } from './routes/user-routes.ts';
import { webhookRoutes } from './routes/webhook-routes.ts';

/** Every route of the API, registered under `/api`. */
export const apiRoutes: FastifyPluginAsyncTypebox<HttpDeps>[] = [
  activityRoutes,
  allMatchingRoutes,
  blocklistRoutes,
  bounceRoutes,
  calendarRoutes,
  campaignRoutes,
  capacityRoutes,
  dashboardRoutes,
  eventRoutes,
  healthRoutes,
  importRoutes,
  listRoutes,
  logRoutes,
  planRoutes,
  queueRoutes,
  reportRoutes,
  sessionRoutes,
  settingsRoutes,
  subscriberRoutes,
  systemRoutes,
  templateRoutes,
  uncertainRoutes,
  userRoutes,
];

/** Routes outside `/api`: public pages, and what machines look for at the root. */
export const rootRoutes: FastifyPluginAsyncTypebox<HttpDeps>[] = [healthRoutes, publicRoutes, webhookRoutes];
