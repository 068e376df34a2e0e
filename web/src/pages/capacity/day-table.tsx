import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { DayCounts } from './queries.ts';
import { ScrollingTable } from './scrolling-table.tsx';

/** The chart in numbers. */
export function DayTable({ days }: { days: readonly DayCounts[] }) {
  const format = useFormat();
  const orNone = (count: number | null) => (count === null ? t('capacity.no-limit') : format.number(count));
  return (
    <ScrollingTable
      title={t('capacity.days')}
      headers={[
        t('capacity.day'),
        ...[t('capacity.used'), t('capacity.reserved'), t('capacity.free'), t('capacity.limit')],
      ]}
      rows={days.map(({ day, used, reserved, free, limit }) => ({
        key: day,
        cells: [format.day(day), format.number(used), format.number(reserved), orNone(free), orNone(limit)],
      }))}
    />
  );
}
