import { dashboardPage } from '../pages/dashboard/page.ts';
import { logsPage } from '../pages/logs/page.ts';
import { queuePage, serverPage, uncertainPage } from '../pages/queue/page.ts';
import { settingsPerformancePage } from '../pages/settings-performance/page.ts';
import type { PageDefinition } from './page.ts';

/** Every page there is. */
// biome-ignore format: a line for each, so that two branches can add theirs
export const pages: PageDefinition[] = [
  dashboardPage,
  queuePage,
  serverPage,
  uncertainPage,
  logsPage,
  settingsPerformancePage,
];
