import { blocklistPage } from '../pages/blocklist/page.ts';
import { bouncesPage } from '../pages/bounces/page.ts';
import { campaignPage, campaignsPage, editCampaignPage, newCampaignPage } from '../pages/campaigns/page.ts';
import { capacityPage } from '../pages/capacity/page.ts';
import { dashboardPage } from '../pages/dashboard/page.ts';
import { importPage } from '../pages/import/page.ts';
import { listPage, listsPage, newListPage } from '../pages/lists/page.ts';
import { logsPage } from '../pages/logs/page.ts';
import { queuePage, serverPage, uncertainPage } from '../pages/queue/page.ts';
import { settingsGeneralPage } from '../pages/settings-general/page.ts';
import { settingsPerformancePage } from '../pages/settings-performance/page.ts';
import {
  importSmtpServersPage,
  newSmtpServerPage,
  settingsSmtpPage,
  smtpServerPage,
} from '../pages/settings-smtp/page.ts';
import { settingsUsersPage } from '../pages/settings-users/page.ts';
import { newSubscriberPage, subscriberPage, subscribersPage } from '../pages/subscribers/page.ts';
import { newTemplatePage, templatePage, templatesPage } from '../pages/templates/page.ts';
import { welcomePage } from '../pages/welcome/page.ts';
import type { PageDefinition } from './page.ts';

/** Every page there is. */
// biome-ignore format: a line for each, so that two branches can add theirs
export const pages: PageDefinition[] = [
  dashboardPage,
  queuePage,
  serverPage,
  uncertainPage,
  capacityPage,
  logsPage,
  settingsGeneralPage,
  settingsSmtpPage,
  newSmtpServerPage,
  importSmtpServersPage,
  smtpServerPage,
  campaignsPage,
  newCampaignPage,
  campaignPage,
  editCampaignPage,
  templatesPage,
  newTemplatePage,
  templatePage,
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
  settingsUsersPage,
  welcomePage,
];
