import { appTexts } from './en/app.ts';
import { dashboardTexts } from './en/dashboard.ts';
import { logsTexts } from './en/logs.ts';
import { queueTexts } from './en/queue.ts';
import { settingsPerformanceTexts } from './en/settings-performance.ts';
import { sharedTexts } from './en/shared.ts';

/** Every text of the UI by its key. A page's texts are in a file of its own; its keys begin with the page's name. */
export const texts = {
  ...appTexts,
  ...sharedTexts,
  ...dashboardTexts,
  ...logsTexts,
  ...queueTexts,
  ...settingsPerformanceTexts,
} as const;

export type TextKey = keyof typeof texts;
