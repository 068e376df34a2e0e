import { campaignPage, campaignsPage, editCampaignPage, newCampaignPage } from '../pages/campaigns/page.ts';
import { queuePage } from '../pages/queue/page.ts';
import { settingsPerformancePage } from '../pages/settings-performance/page.ts';
import { newTemplatePage, templatePage, templatesPage } from '../pages/templates/page.ts';
import type { PageDefinition } from './page.ts';

/** Every page there is. */
// biome-ignore format: a line for each, so that two branches can add theirs
export const pages: PageDefinition[] = [
  queuePage,
  campaignsPage,
  newCampaignPage,
  campaignPage,
  editCampaignPage,
  templatesPage,
  newTemplatePage,
  templatePage,
  settingsPerformancePage,
];
