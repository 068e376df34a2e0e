import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { isDaily, ofDay, openMinutes, type Stretch, weekdays } from './reckon.ts';
import { weekdayNames } from './weekday-names.ts';

const hours = [0, 6, 12, 18, 24];
const lineHeight = 60;

/**
 * The day from midnight to midnight, what of it is open, and where the clock stands; every day of the week on a line of its
 * own if they are not all the same.
 *
 * @param props.ofWeek The minute of the week that it is.
 */
export function DayPicture({ stretches, ofWeek }: { stretches: Stretch[]; ofWeek: number }) {
  const format = useFormat();
  const isSame = isDaily(stretches);
  const days = isSame ? [0] : weekdays.map((_, day) => day);
  const today = Math.floor(ofWeek / 1440);
  const left = isSame ? 0 : 130;
  const height = days.length * lineHeight + 10;
  const names = weekdayNames('short');
  const label = isSame
    ? t('settings-performance.window.picture', { open: format.number(openMinutes(stretches) / 7 / 60) })
    : t('settings-performance.window.picture.week', { open: format.number(openMinutes(stretches) / 60) });
  return (
    <svg viewBox={`${-20 - left} 0 ${1480 + left} ${height + 40}`} role="img" aria-label={label} width="100%">
      {days.map((day) => (
        <g key={day} transform={`translate(0 ${day * lineHeight})`}>
          {!isSame && (
            <text x={-left} y={52} fontSize={30} fill="var(--mantine-color-text)">
              {names[day]}
            </text>
          )}
          <rect x={0} y={20} width={1440} height={40} rx={6} fill="var(--mantine-color-default-border)" />
          {ofDay(stretches, day).map(({ from, to }) => (
            <rect key={from} x={from} y={20} width={to - from} height={40} fill="var(--mantine-primary-color-filled)" />
          ))}
          {(isSame || day === today) && (
            <line
              x1={ofWeek % 1440}
              x2={ofWeek % 1440}
              y1={12}
              y2={68}
              stroke="var(--mantine-color-text)"
              strokeWidth={6}
            />
          )}
        </g>
      ))}
      {hours.map((hour) => (
        <text
          key={hour}
          x={hour * 60}
          y={height + 34}
          fontSize={30}
          textAnchor="middle"
          fill="var(--mantine-color-dimmed)"
        >
          {hour}
        </text>
      ))}
    </svg>
  );
}
