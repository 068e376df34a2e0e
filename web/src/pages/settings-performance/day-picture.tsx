import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { openMinutes, stretchesOf, type Window } from './reckon.ts';

/** The day from midnight to midnight, what of it is open, and where the clock stands. */
export function DayPicture({ window, minute }: { window: Window; minute: number }) {
  const format = useFormat();
  const hours = [0, 6, 12, 18, 24];
  const label = t('settings-performance.window.picture', { open: format.number(openMinutes(window) / 60) });
  return (
    <svg viewBox="-20 0 1480 110" role="img" aria-label={label} width="100%">
      <rect x={0} y={20} width={1440} height={40} rx={6} fill="var(--mantine-color-default-border)" />
      {stretchesOf(window).map(({ from, to }) => (
        <rect key={from} x={from} y={20} width={to - from} height={40} fill="var(--mantine-primary-color-filled)" />
      ))}
      <line x1={minute} x2={minute} y1={8} y2={72} stroke="var(--mantine-color-text)" strokeWidth={6} />
      {hours.map((hour) => (
        <text key={hour} x={hour * 60} y={104} fontSize={30} textAnchor="middle" fill="var(--mantine-color-dimmed)">
          {hour}
        </text>
      ))}
    </svg>
  );
}
