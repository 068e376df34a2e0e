import { appTexts } from './en/app.ts';
import { campaignsTexts } from './en/campaigns.ts';
import { queueTexts } from './en/queue.ts';
import { settingsPerformanceTexts } from './en/settings-performance.ts';
import { sharedTexts } from './en/shared.ts';
import { templatesTexts } from './en/templates.ts';

/** Every text of the UI by its key. A page's texts are in a file of its own; its keys begin with the page's name. */
export const texts = {
  ...appTexts,
  ...sharedTexts,
  ...queueTexts,
  ...campaignsTexts,
  ...templatesTexts,
  ...settingsPerformanceTexts,
} as const;

export type TextKey = keyof typeof texts;
