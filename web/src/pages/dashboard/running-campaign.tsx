import { Anchor, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Countdown } from '../../shared/countdown.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { Finish, PlanSentence } from './finish.tsx';
import type { Campaign } from './queries.ts';

/** One running campaign. @param props.ratePerMinute `null` until it is known. */
export function RunningCampaign({ campaign, ratePerMinute }: { campaign: Campaign; ratePerMinute: number | null }) {
  const format = useFormat();
  const { id, name, queue, to_send: total, sent } = campaign;
  const over = total - queue.queued - queue.sending - queue.uncertain;
  const progress = t('dashboard.running.progress', {
    ...{ sent: format.number(sent), total: format.number(total), percent: format.percent(over, total) },
  });
  return (
    <Paper withBorder p="md" mb="sm" component="article" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={3} size="h5" style={{ overflowWrap: 'anywhere' }}>
            <Anchor component={Link} to={`/campaigns/${id}`} inherit>
              {name}
            </Anchor>
          </Title>
          {ratePerMinute !== null && (
            <Text size="sm" className="numbers">
              {t('dashboard.running.rate', { rate: format.number(ratePerMinute) })}
            </Text>
          )}
        </Group>
        <Progress value={total > 0 ? (over / total) * 100 : 0} aria-label={progress} />
        <Group justify="space-between" gap="xs">
          <Text size="sm" className="numbers">
            {progress}
            {queue.failed > 0 && `, ${t('dashboard.running.failed', { count: format.number(queue.failed) })}`}
          </Text>
          <Finish campaignId={id} />
        </Group>
        <PlanSentence campaignId={id} />
        {campaign.waiting_for && (
          <Text size="sm">
            {campaign.waiting_for}
            {campaign.next_send_at && (
              <>
                {' '}
                (<Countdown at={campaign.next_send_at} />)
              </>
            )}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
