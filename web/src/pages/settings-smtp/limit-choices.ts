import type { Format } from '../../shared/format.ts';
import type { SettingsAnswer } from '../../shared/settings-query.ts';
import { t } from '../../texts/t.ts';
import type { AccountWindow } from './advice.ts';

/** The sliding window that servers without one of their own have. */
export function accountWindowOf(settings: SettingsAnswer): AccountWindow {
  if (!settings['app.message_sliding_window']) return null;
  return {
    rate: settings['app.message_sliding_window_rate'],
    duration: settings['app.message_sliding_window_duration'],
  };
}

/** What a day may be to a daily limit. */
export function periodChoices(settings: SettingsAnswer) {
  const account = settings['app.daily_limit_period'];
  return [
    { value: '', label: t('settings-smtp.period.account', { period: t(`settings-smtp.period.${account}`) }) },
    { value: 'calendar', label: t('settings-smtp.period.calendar') },
    { value: 'rolling', label: t('settings-smtp.period.rolling') },
  ];
}

/** Whose sliding window a server has. */
export function windowChoices(settings: SettingsAnswer, format: Format) {
  const window = accountWindowOf(settings);
  const words = window
    ? t('settings-smtp.window.account.on', { rate: format.number(window.rate), duration: window.duration })
    : t('settings-smtp.window.account.off');
  return [
    { value: 'account', label: t('settings-smtp.window.account', { window: words }) },
    { value: 'own', label: t('settings-smtp.window.own') },
    { value: 'none', label: t('settings-smtp.window.none') },
  ];
}
