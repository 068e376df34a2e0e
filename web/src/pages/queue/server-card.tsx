import { Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { Countdown } from '../../shared/countdown.tsx';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { ServerCapacity } from './queries.ts';

/** One server: each of its limits with what is used, its state, and the reason for it. */
export function ServerCard({ server }: { server: ServerCapacity }) {
  const format = useFormat();
  const { name, state, daily_limit: limit, daily_used: used, daily_remaining: left, sliding_window: sliding } = server;
  return (
    <Paper withBorder p="md" component="article" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap">
          <Title order={3} size="h5" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Title>
          <StatusBadge status={state} label={t(`queue.server.state.${state}`)} />
        </Group>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('queue.server.from', { email: server.from_email })}
        </Text>
        <Meter server={name} label={t('queue.server.daily')} used={used} limit={limit} left={left} />
        {sliding && (
          <Meter
            server={name}
            label={t('queue.server.sliding', { duration: sliding.duration })}
            used={sliding.used}
            limit={sliding.max}
            left={sliding.remaining}
          />
        )}
        {server.in_flight > 0 && (
          <Text size="sm">{t('queue.server.in-flight', { count: format.number(server.in_flight) })}</Text>
        )}
        {server.waiting_for && state !== 'disabled' && (
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
      </Stack>
    </Paper>
  );
}

/** A limit: what of it is used, in words and as a bar. @param props.left `null` without a limit. */
function Meter(props: { server: string; label: string; used: number; limit: number; left: number | null }) {
  const { server, label, used, limit, left } = props;
  const format = useFormat();
  const words =
    left === null
      ? t('queue.server.unlimited', { used: format.number(used) })
      : t('queue.server.used', {
          used: format.number(used),
          limit: format.number(limit),
          remaining: format.number(left),
        });
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{label}</Text>
        <Text size="sm" className="numbers">
          {words}
        </Text>
      </Group>
      {left !== null && (
        <Progress
          value={limit > 0 ? Math.min(100, (used / limit) * 100) : 100}
          color={left === 0 ? 'orange' : 'blue'}
          aria-label={t('queue.server.meter', { name: server, what: `${label}, ${words}` })}
        />
      )}
    </div>
  );
}
