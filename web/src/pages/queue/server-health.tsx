import { Group, Text } from '@mantine/core';
import type { ServerCapacity } from '../../shared/queue-queries.ts';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';

/** That a server is not well: since when, until when, and the reply that says why. Nothing while it is. */
export function ServerHealth({ server }: { server: ServerCapacity }) {
  const format = useFormat();
  const { health, health_reason: reason, health_since: since, health_until: until } = server;
  if (health === 'healthy') return null;
  return (
    <div>
      <Group gap="xs">
        <StatusBadge status={health} label={t(`queue.health.${health}`)} />
        <Text size="sm" c="dimmed">
          {since && t('queue.health.since', { when: format.dateTime(since) })}
          {until && ` ${t('queue.health.until', { when: format.dateTime(until) })}`}
        </Text>
      </Group>
      {reason && (
        <Text size="sm" ff="monospace" mt={4} style={{ overflowWrap: 'anywhere' }}>
          {reason}
        </Text>
      )}
    </div>
  );
}
