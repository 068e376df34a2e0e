import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';

/** Bars, one a day. It is a picture: what surrounds it says the same in words. */
export default function LastDaysChart({
  days,
  heightPx,
}: {
  days: { day: string; count: number }[];
  heightPx: number;
}) {
  const format = useFormat();
  return (
    <BarChart
      h={heightPx}
      data={days}
      dataKey="day"
      series={[{ name: 'count', label: t('dashboard.days.series'), color: 'blue.6' }]}
      valueFormatter={(value) => format.number(value)}
      barChartProps={{ accessibilityLayer: false }}
    />
  );
}
