import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { useDay } from '../../../shared/use-day.ts';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import type { Plan } from '../queries.ts';
import { bySeries, othersKey } from './plan-series.ts';

const colors = ['blue.8', 'teal.8', 'grape.8', 'orange.9', 'cyan.9', 'gray.7'];

/** What leaves on each day of a plan, by server. */
export default function PlanChart({ days }: Pick<Plan, 'days'>) {
  const format = useFormat();
  const dayText = useDay();
  const { names, rows } = bySeries(days);
  const words = days
    .slice(0, 10)
    .map(({ day, sent }) => t('campaigns.plan.day', { day: dayText(day), count: format.number(sent) }));
  return (
    <div role="img" aria-label={t('campaigns.plan.chart', { days: words.join('; ') })}>
      <BarChart
        h={260}
        data={rows.map(({ day, sent }) => ({ ...sent, day: dayText(day) }))}
        dataKey="day"
        type="stacked"
        series={names.map((name, i) => ({
          name,
          label: name === othersKey ? t('campaigns.plan.others') : name,
          color: colors[i]!,
        }))}
        valueFormatter={format.number}
        withLegend
        maxBarWidth={60}
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
