import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Countdown } from '../../shared/countdown.tsx';
import type { ServerCapacity, Throughput } from '../../shared/queue-queries.ts';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { t } from '../../texts/t.ts';
import { InFlight } from './in-flight.tsx';
import { ServerHealth } from './server-health.tsx';
import { ServerLimits } from './server-limits.tsx';
import { ServerPace } from './server-pace.tsx';

/** One server: each of its limits with what is used, its pace, its state, and the reason for it. */
export function ServerCard({
  server,
  pace,
}: {
  server: ServerCapacity;
  pace: Throughput['servers'][number] | undefined;
}) {
  const { uuid, name, state } = server;
  // What it waits for after a fault is the reply, which its health shows in full.
  const isWaiting = server.waiting_for && state === 'waiting';
  return (
    <Paper withBorder p="md" component="article" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap">
          <Title order={3} size="h5" style={{ overflowWrap: 'anywhere' }}>
            <Anchor component={Link} to={`/queue/servers/${uuid}`} inherit>
              {name}
            </Anchor>
          </Title>
          <StatusBadge status={state} label={t(`queue.server.state.${state}`)} />
        </Group>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('queue.server.from', { email: server.from_email })}
        </Text>
        <ServerLimits server={server} />
        <InFlight server={server} />
        {pace && <ServerPace name={name} pace={pace} />}
        {isWaiting && (
          <Text size="sm">
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
      </Stack>
    </Paper>
  );
}
