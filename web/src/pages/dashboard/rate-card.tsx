import { Text } from '@mantine/core';
import { QueryView } from '../../shared/query-view.tsx';
import { Sparkline } from '../../shared/sparkline.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useThroughput } from '../../shared/use-throughput.ts';
import { t } from '../../texts/t.ts';
import { Card, Figure } from './card.tsx';

/** How fast mail leaves now, and how it went in the last hour. */
export function RateCard() {
  const throughput = useThroughput();
  const format = useFormat();
  return (
    <Card title={t('dashboard.rate')}>
      <QueryView query={throughput}>
        {({ rate_per_minute, last_hour, last_day, minutes }) => (
          <>
            <Figure>{t('dashboard.rate.minute', { rate: format.number(rate_per_minute) })}</Figure>
            <Sparkline
              values={minutes}
              label={t('dashboard.rate.sparkline', { most: format.number(Math.max(...minutes)) })}
            />
            <Text size="sm" className="numbers">
              {t('dashboard.rate.lately', { hour: format.number(last_hour), day: format.number(last_day) })}
            </Text>
          </>
        )}
      </QueryView>
    </Card>
  );
}
