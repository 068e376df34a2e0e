import { SimpleGrid, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../shared/empty-state.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { useRefetchAt } from '../../shared/use-refetch-at.ts';
import { t } from '../../texts/t.ts';
import { serversQuery } from './queries.ts';
import { ServerCard } from './server-card.tsx';

/** Every SMTP server: what it has used and left, and what it waits for. */
export function Servers() {
  const servers = useQuery(serversQuery);
  const nextAt = servers.data
    ?.filter(({ state, next_send_at }) => state !== 'ready' && next_send_at !== null)
    .map(({ next_send_at }) => next_send_at!)
    .toSorted()[0];
  useRefetchAt(nextAt ?? null, ['servers']);
  return (
    <section aria-labelledby="queue-servers">
      <Title order={2} size="h4" mb="sm" id="queue-servers">
        {t('queue.servers')}
      </Title>
      <QueryView query={servers}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={t('queue.servers.none')}>
              <Text size="sm">{t('queue.servers.none.what')}</Text>
            </EmptyState>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {all.map((server) => (
                <ServerCard key={server.uuid} server={server} />
              ))}
            </SimpleGrid>
          )
        }
      </QueryView>
    </section>
  );
}
