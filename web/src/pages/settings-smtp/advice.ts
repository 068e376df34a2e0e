import type { Format } from '../../shared/format.ts';
import { perDay } from '../../shared/per-day.ts';
import { t } from '../../texts/t.ts';
import { regionToReplace } from './presets.ts';
import type { ServerValues } from './server-values.ts';

/** A server that may send less than this a day is hardly meant to. */
const severePerDay = 200;

/** The sliding window that servers without one of their own have; null when there is none. */
export type AccountWindow = { rate: number; duration: string } | null;

/** What the limits of a server come to, and what hurts about them. */
export function adviceOnLimits(
  values: Pick<ServerValues, 'daily_limit' | 'sliding_window' | 'sliding_window_rate' | 'sliding_window_duration'>,
  { account, format }: { account: AccountWindow; format: Format },
): { effect: string | null; warnings: string[] } {
  const warnings: string[] = [];
  const window = windowOf(values, account);
  const most = window && perDay(window.rate, window.duration);
  if (values.daily_limit === 0) warnings.push(t('settings-smtp.advice.no-daily-limit'));
  if (!window || most === null) return { effect: null, warnings };

  if (values.daily_limit > most) {
    warnings.push(
      t('settings-smtp.advice.window-binds', { perDay: format.number(most), limit: format.number(values.daily_limit) }),
    );
  }
  if (most < severePerDay) warnings.push(t('settings-smtp.advice.severe'));
  const words = { rate: format.number(window.rate), duration: window.duration, perDay: format.number(most) };
  return { effect: t('settings-smtp.advice.per-day', words), warnings };
}

function windowOf(
  values: Pick<ServerValues, 'sliding_window' | 'sliding_window_rate' | 'sliding_window_duration'>,
  account: AccountWindow,
): AccountWindow {
  if (values.sliding_window === 'account') return account;
  if (values.sliding_window === 'none') return null;
  return { rate: values.sliding_window_rate, duration: values.sliding_window_duration };
}

/** What hurts about the way to the server. */
export function adviceOnConnection(
  values: Pick<ServerValues, 'host' | 'port' | 'tls_type' | 'tls_skip_verify' | 'auth_protocol'>,
): string[] {
  const { host, port, tls_type: tls, tls_skip_verify: isUnverified, auth_protocol: auth } = values;
  const isHere = /^(localhost|127\.|::1$)/.test(host);
  return [
    ...(host.includes(regionToReplace) ? [t('settings-smtp.advice.region', { region: regionToReplace })] : []),
    ...(port === 465 && tls !== 'TLS' ? [t('settings-smtp.advice.port-465')] : []),
    ...(port === 587 && tls === 'TLS' ? [t('settings-smtp.advice.port-587')] : []),
    ...(port === 25 && host !== '' && !isHere ? [t('settings-smtp.advice.port-25')] : []),
    ...(tls === 'none' && auth !== 'none' && !isHere ? [t('settings-smtp.advice.clear')] : []),
    ...(isUnverified && tls !== 'none' ? [t('settings-smtp.advice.unverified')] : []),
  ];
}
