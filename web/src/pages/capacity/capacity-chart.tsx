import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { DayCounts } from './queries.ts';

/** A bar a day: what is used, reserved and free of it. Where there is no limit nothing is drawn as free. */
export default function CapacityChart({ days, name }: { days: readonly DayCounts[]; name: string }) {
  const format = useFormat();
  const words = days.map(({ day, reserved, free }) =>
    t('capacity.chart.day', {
      day: format.day(day),
      reserved: format.number(reserved),
      free: free === null ? t('capacity.no-limit') : format.number(free),
    }),
  );
  return (
    <div role="img" aria-label={t('capacity.chart', { server: name, days: words.join('; ') })}>
      <BarChart
        h={280}
        data={days.map(({ day, used, reserved, free }) => ({ day: format.day(day), used, reserved, free: free ?? 0 }))}
        dataKey="day"
        type="stacked"
        series={[
          { name: 'used', label: t('capacity.used'), color: 'gray.6' },
          { name: 'reserved', label: t('capacity.reserved'), color: 'blue.7' },
          { name: 'free', label: t('capacity.free'), color: 'teal.3' },
        ]}
        valueFormatter={format.number}
        withLegend
        maxBarWidth={60}
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
