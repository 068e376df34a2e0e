import { Group, Paper, SimpleGrid, Text } from '@mantine/core';
import type { QueueStats } from '../../shared/queue-queries.ts';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { type RowStatus, rowStatuses } from './queries.ts';

/** How many emails have each status; one of them lists those below. */
export function QueueCounts({ stats }: { stats: QueueStats }) {
  const format = useFormat();
  const list = useListState();
  const chosen = list.filters('status');
  const choose = (status: RowStatus) => {
    const isChosen = chosen.length === 1 && chosen[0] === status;
    list.setFilter({ status: isChosen ? null : status });
  };
  return (
    <SimpleGrid cols={{ base: 2, xs: 3, lg: 6 }} role="group" aria-label={t('queue.counts')}>
      {rowStatuses.map((status) => (
        <Paper
          key={status}
          component="button"
          type="button"
          style={{ cursor: 'pointer', textAlign: 'start' }}
          withBorder
          p="sm"
          aria-pressed={chosen.includes(status)}
          onClick={() => choose(status)}
        >
          <Group justify="space-between" gap={4}>
            <Text fw={700} size="xl" className="numbers">
              {format.number(stats[`total_${status}`])}
            </Text>
            <StatusBadge status={status} label={t(`queue.status.${status}`)} />
          </Group>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
