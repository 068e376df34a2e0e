import { Group, Paper, SimpleGrid, Text, Title } from '@mantine/core';
import { QueryView } from '../../shared/query-view.tsx';
import { Sparkline } from '../../shared/sparkline.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useThroughput } from '../../shared/use-throughput.ts';
import { t } from '../../texts/t.ts';

/** How much all servers together accepted: now, in the last hour minute by minute, and in the last day. */
export function QueuePace() {
  const throughput = useThroughput();
  const format = useFormat();
  return (
    <section aria-labelledby="queue-pace">
      <Title order={2} size="h4" mb="sm" id="queue-pace">
        {t('queue.pace')}
      </Title>
      <QueryView query={throughput}>
        {({ rate_per_minute, last_hour, last_day, minutes }) => (
          <Paper withBorder p="md">
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <Group gap="xl">
                <Figure value={format.number(rate_per_minute)} label={t('queue.pace.rate')} />
                <Figure value={format.number(last_hour)} label={t('queue.pace.hour')} />
                <Figure value={format.number(last_day)} label={t('queue.pace.day')} />
              </Group>
              <Sparkline
                values={minutes}
                height={48}
                label={t('queue.pace.sparkline', { most: format.number(Math.max(...minutes)) })}
              />
            </SimpleGrid>
          </Paper>
        )}
      </QueryView>
    </section>
  );
}

function Figure({ value, label }: { value: string; label: string }) {
  return (
    <div>
      <Text fw={700} size="xl" className="numbers">
        {value}
      </Text>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    </div>
  );
}
