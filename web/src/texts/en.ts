import { appTexts } from './en/app.ts';
import { blocklistTexts } from './en/blocklist.ts';
import { bouncesTexts } from './en/bounces.ts';
import { campaignsTexts } from './en/campaigns.ts';
import { capacityTexts } from './en/capacity.ts';
import { dashboardTexts } from './en/dashboard.ts';
import { importTexts } from './en/import.ts';
import { listsTexts } from './en/lists.ts';
import { logsTexts } from './en/logs.ts';
import { queueTexts } from './en/queue.ts';
import { settingsGeneralTexts } from './en/settings-general.ts';
import { settingsPerformanceTexts } from './en/settings-performance.ts';
import { settingsSmtpTexts } from './en/settings-smtp.ts';
import { settingsUsersTexts } from './en/settings-users.ts';
import { sharedTexts } from './en/shared.ts';
import { subscribersTexts } from './en/subscribers.ts';
import { templatesTexts } from './en/templates.ts';
import { welcomeTexts } from './en/welcome.ts';

/** Every text of the UI by its key. A page's texts are in a file of its own; its keys begin with the page's name. */
export const texts = {
  ...appTexts,
  ...sharedTexts,
  ...dashboardTexts,
  ...logsTexts,
  ...queueTexts,
  ...capacityTexts,
  ...settingsGeneralTexts,
  ...campaignsTexts,
  ...templatesTexts,
  ...subscribersTexts,
  ...listsTexts,
  ...importTexts,
  ...bouncesTexts,
  ...blocklistTexts,
  ...settingsPerformanceTexts,
  ...settingsSmtpTexts,
  ...settingsUsersTexts,
  ...welcomeTexts,
} as const;

export type TextKey = keyof typeof texts;
