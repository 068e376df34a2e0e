import { Text } from '@mantine/core';
import type { Throughput } from '../../shared/queue-queries.ts';
import { Sparkline } from '../../shared/sparkline.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';

type Pace = Pick<Throughput, 'rate_per_minute' | 'last_hour' | 'last_day' | 'minutes'>;

/** How much a server accepted lately, in words and minute by minute. */
export function ServerPace({ name, pace }: { name: string; pace: Pace }) {
  const format = useFormat();
  const words = {
    rate: format.number(pace.rate_per_minute),
    hour: format.number(pace.last_hour),
    day: format.number(pace.last_day),
  };
  return (
    <div>
      <Text size="sm" className="numbers">
        {t('queue.server.pace', words)}
      </Text>
      <Sparkline
        values={pace.minutes}
        label={t('queue.server.sparkline', { name, count: words.hour, most: format.number(Math.max(...pace.minutes)) })}
      />
    </div>
  );
}
