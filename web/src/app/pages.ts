import { blocklistPage } from '../pages/blocklist/page.ts';
import { bouncesPage } from '../pages/bounces/page.ts';
import { importPage } from '../pages/import/page.ts';
import { listPage, listsPage, newListPage } from '../pages/lists/page.ts';
import { queuePage } from '../pages/queue/page.ts';
import { settingsPerformancePage } from '../pages/settings-performance/page.ts';
import { newSubscriberPage, subscriberPage, subscribersPage } from '../pages/subscribers/page.ts';
import type { PageDefinition } from './page.ts';

/** Every page there is. */
// biome-ignore format: a line for each, so that two branches can add theirs
export const pages: PageDefinition[] = [
  queuePage,
  subscribersPage,
  newSubscriberPage,
  subscriberPage,
  listsPage,
  newListPage,
  listPage,
  importPage,
  bouncesPage,
  blocklistPage,
  settingsPerformancePage,
];
