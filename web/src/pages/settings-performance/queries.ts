import type { SettingsAnswer } from '../../shared/settings-query.ts';
import type { ApiForm } from '../../shared/use-api-form.ts';

export type PerformanceFormState = ApiForm<PerformanceSettings>;

/** What this page shows of them. */
export const performanceKeys = [
  'app.send_time_start',
  'app.send_time_end',
  'app.send_windows',
  'app.timezone',
  'app.message_sliding_window',
  'app.message_sliding_window_rate',
  'app.message_sliding_window_duration',
  'app.account_rate_limit_per_minute',
  'app.account_rate_limit_per_hour',
  'app.account_rate_limit_per_day',
  'app.daily_limit_period',
  'app.queue_poll_interval',
  'app.queue_paused',
  'app.max_send_errors',
  'delivery.on_uncertain',
  'queue.sharing',
  'bounce.actions',
  'delivery.max_age',
  'delivery.max_attempts',
  'delivery.retry_first_delay',
  'delivery.retry_max_delay',
] as const satisfies readonly (keyof SettingsAnswer)[];

export type PerformanceSettings = Pick<SettingsAnswer, (typeof performanceKeys)[number]>;

export function performanceOf(settings: SettingsAnswer): PerformanceSettings {
  return Object.fromEntries(performanceKeys.map((key) => [key, settings[key]])) as PerformanceSettings;
}
