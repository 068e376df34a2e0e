import { campaignPage, campaignsPage, editCampaignPage, newCampaignPage } from '../pages/campaigns/page.ts';
import { queuePage } from '../pages/queue/page.ts';
import { settingsGeneralPage } from '../pages/settings-general/page.ts';
import { settingsPerformancePage } from '../pages/settings-performance/page.ts';
import {
  importSmtpServersPage,
  newSmtpServerPage,
  settingsSmtpPage,
  smtpServerPage,
} from '../pages/settings-smtp/page.ts';
import { settingsUsersPage } from '../pages/settings-users/page.ts';
import { welcomePage } from '../pages/welcome/page.ts';
import { newTemplatePage, templatePage, templatesPage } from '../pages/templates/page.ts';
import type { PageDefinition } from './page.ts';

/** Every page there is. */
// biome-ignore format: a line for each, so that two branches can add theirs
export const pages: PageDefinition[] = [
  queuePage,
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
  settingsPerformancePage,
  settingsUsersPage,
  welcomePage,
];
