import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import type { CampaignReport } from '../queries.ts';

/** How many emails were sent, and failed, in each minute, hour or day. */
export default function TimeChart({ times, unit }: Pick<CampaignReport, 'times' | 'unit'>) {
  const format = useFormat();
  const label = (at: string) => (unit === 'day' ? format.date(at) : format.dateTime(at));
  const most = times.reduce((a, b) => (b.sent > a.sent ? b : a));
  return (
    <div
      role="img"
      aria-label={t('campaigns.report.chart', {
        from: label(times[0]!.at),
        to: label(times.at(-1)!.at),
        most: format.number(most.sent),
        when: label(most.at),
      })}
    >
      <BarChart
        h={260}
        data={times.map(({ at, sent, failed }) => ({ at: label(at), sent, failed }))}
        dataKey="at"
        type="stacked"
        series={[
          { name: 'sent', label: t('campaigns.report.sent'), color: 'green.8' },
          { name: 'failed', label: t('campaigns.report.failed'), color: 'red.8' },
        ]}
        valueFormatter={format.number}
        withLegend
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
