import { Button, SimpleGrid, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/empty-state.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { serversQuery, throughputQuery } from '../../shared/queue-queries.ts';
import { useRefetchAt } from '../../shared/use-refetch-at.ts';
import { t } from '../../texts/t.ts';
import { ServerCard } from './server-card.tsx';

/** Every SMTP server: what it has used and left, and what it waits for. */
export function Servers() {
  const servers = useQuery(serversQuery);
  const { data: throughput } = useQuery(throughputQuery);
  const pace = new Map(throughput?.servers.map((own) => [own.uuid, own]));
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
              <Button component={Link} to="/settings/smtp">
                {t('queue.servers.none.go')}
              </Button>
            </EmptyState>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {all.map((server) => (
                <ServerCard key={server.uuid} server={server} pace={pace.get(server.uuid)} />
              ))}
            </SimpleGrid>
          )
        }
      </QueryView>
    </section>
  );
}
