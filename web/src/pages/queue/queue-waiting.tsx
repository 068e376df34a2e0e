import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Countdown } from '../../shared/countdown.tsx';
import type { QueueStats } from '../../shared/queue-queries.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';

/** In one sentence what the queue does or waits for, and until when; and what waits for a person. */
export function QueueWaiting({ stats }: { stats: QueueStats }) {
  const format = useFormat();
  return (
    <Stack gap="sm">
      <Alert
        color={stats.waiting_for ? 'yellow' : 'blue'}
        role="status"
        title={stats.waiting_for && t('queue.waiting')}
      >
        <Text size="sm">{stats.waiting_for ?? doing(stats)}</Text>
        {stats.next_send_at && <NextSend at={stats.next_send_at} />}
      </Alert>
      {stats.total_uncertain > 0 && (
        <Alert color="orange" role="note">
          {t('queue.uncertain', { count: format.number(stats.total_uncertain) })}{' '}
          <Anchor component={Link} to="/queue/uncertain" inherit>
            {t('queue.uncertain.decide')}
          </Anchor>
        </Alert>
      )}
    </Stack>
  );
}

function doing({ total_sending, total_queued }: QueueStats): string {
  if (total_sending > 0) return t('queue.sending');
  return t(total_queued > 0 ? 'queue.ready' : 'queue.idle');
}

function NextSend({ at }: { at: string }) {
  const [before, after] = t('queue.waiting.next', { when: '\n' }).split('\n');
  return (
    // Going down each second, it is not read out each time.
    <Text size="sm" aria-live="off">
      {before}
      <Countdown at={at} />
      {after}
    </Text>
  );
}
