import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Countdown } from '../../shared/countdown.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { type QueueStats, queueStatsQuery } from '../../shared/queue-queries.ts';
import { useFormat } from '../../shared/use-format.ts';
import { useRefetchAt } from '../../shared/use-refetch-at.ts';
import { t } from '../../texts/t.ts';
import { Card, Figure } from './card.tsx';

/** How many emails wait, and for what. */
export function QueueCard() {
  const stats = useQuery(queueStatsQuery);
  const format = useFormat();
  useRefetchAt(stats.data?.next_send_at ?? null, ['queue']);
  return (
    <Card title={t('dashboard.queue')}>
      <QueryView query={stats}>
        {(data) => (
          <>
            <Figure>{t('dashboard.queue.queued', { count: format.number(data.total_queued) })}</Figure>
            <Text size="sm">
              {data.waiting_for ?? doing(data)}
              {data.next_send_at && (
                <>
                  {' '}
                  (<Countdown at={data.next_send_at} />)
                </>
              )}
            </Text>
            <Anchor component={Link} to="/queue" size="sm">
              {t('dashboard.queue.show')}
            </Anchor>
          </>
        )}
      </QueryView>
    </Card>
  );
}

function doing({ total_sending, total_queued }: QueueStats): string {
  if (total_sending > 0) return t('dashboard.queue.sending');
  return t(total_queued > 0 ? 'dashboard.queue.ready' : 'dashboard.queue.idle');
}
