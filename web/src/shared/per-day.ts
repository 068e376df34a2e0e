import { durationMs } from './duration-text.ts';

const minutesOfDay = 24 * 60;
const dayMs = minutesOfDay * 60_000;

/**
 * Most messages that a sliding window lets through in a day in which mail may leave for `open` minutes.
 *
 * @example
 * perDay(2, '30m') // 96
 */
export function perDay(rate: number, duration: string, open = minutesOfDay): number | null {
  const ms = durationMs(duration);
  if (ms === null || ms === 0 || !(rate > 0)) return null;
  // A window that is longer than the stretch lets its rate through once; several days share a longer one.
  return Math.floor(ms >= dayMs ? (rate * dayMs) / ms : rate * Math.ceil((open * 60_000) / ms));
}
