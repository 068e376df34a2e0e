import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { queueStatsQuery } from '../../shared/queue-queries.ts';
import { useRefetchAt } from '../../shared/use-refetch-at.ts';
import { t } from '../../texts/t.ts';
import { PauseQueue } from './pause-queue.tsx';
import { QueueCounts } from './queue-counts.tsx';
import { QueuePace } from './queue-pace.tsx';
import { QueueRows } from './queue-rows.tsx';
import { QueueWaiting } from './queue-waiting.tsx';
import { Servers } from './servers.tsx';

/** The queue: how much is in it, what it waits for, what each server has left, and every email. */
export default function QueuePage() {
  const stats = useQuery(queueStatsQuery);
  useRefetchAt(stats.data?.next_send_at ?? null, ['queue']);
  return (
    <Page title={t('queue.title')} actions={stats.data && <PauseQueue isPaused={stats.data.is_paused} />}>
      <Stack gap="xl">
        <QueryView query={stats}>
          {(data) => (
            <Stack>
              <QueueWaiting stats={data} />
              <QueueCounts stats={data} />
            </Stack>
          )}
        </QueryView>
        <QueuePace />
        <Servers />
        <QueueRows />
      </Stack>
    </Page>
  );
}
