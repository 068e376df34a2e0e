import { Button, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Countdown } from '../../shared/countdown.tsx';
import { EmptyState } from '../../shared/empty-state.tsx';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { type ServerCapacity, serversQuery } from '../../shared/queue-queries.ts';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useRefetchAt } from '../../shared/use-refetch-at.ts';
import { useThroughput } from '../../shared/use-throughput.ts';
import { t } from '../../texts/t.ts';
import { InFlight } from './in-flight.tsx';
import { ProbeServer } from './probe-server.tsx';
import { ServerEvents } from './server-events.tsx';
import { ServerHealth } from './server-health.tsx';
import { ServerLimits } from './server-limits.tsx';
import { ServerPace } from './server-pace.tsx';

/** One SMTP server at work: its limits, its pace, its health, and everything that befell that. */
export default function ServerPage() {
  const { uuid } = useParams({ strict: false }) as { uuid: string };
  const servers = useQuery(serversQuery);
  const server = servers.data?.find((each) => each.uuid === uuid);
  useRefetchAt(server && server.state !== 'ready' ? server.next_send_at : null, ['servers']);
  return (
    <Page
      title={server?.name ?? t('server.title')}
      actions={
        <>
          <Button component={Link} to="/queue" variant="default">
            {t('server.back')}
          </Button>
          {server && (
            <Button component={Link} to={`/settings/smtp/${uuid}`} variant="default">
              {t('server.settings')}
            </Button>
          )}
          {server && <ProbeServer server={server} />}
        </>
      }
    >
      <Stack gap="xl">
        <QueryView query={servers}>
          {() => (server ? <ServerState server={server} /> : <EmptyState title={t('server.gone')} />)}
        </QueryView>
        <ServerEvents uuid={uuid} />
      </Stack>
    </Page>
  );
}

function ServerState({ server }: { server: ServerCapacity }) {
  const { data: throughput } = useThroughput();
  const pace = throughput?.servers.find(({ uuid }) => uuid === server.uuid);
  return (
    <Paper withBorder p="md" maw={640}>
      <Stack gap="sm">
        <div>
          <StatusBadge status={server.state} label={t(`queue.server.state.${server.state}`)} />
        </div>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('queue.server.from', { email: server.from_email })}
        </Text>
        {server.state === 'waiting' && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {server.waiting_for}
            {server.next_send_at && (
              <>
                {' '}
                (<Countdown at={server.next_send_at} />)
              </>
            )}
          </Text>
        )}
        <ServerHealth server={server} />
        <ServerLimits server={server} />
        <InFlight server={server} />
        {pace ? (
          <ServerPace name={server.name} pace={pace} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('server.no-pace')}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
