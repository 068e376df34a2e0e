import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Countdown } from '../../../shared/countdown.tsx';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import { CampaignProgress } from '../campaign-progress.tsx';
import { type Campaign, runningStatsQuery } from '../queries.ts';
import { stateSentence } from '../state-sentence.ts';

/** What a campaign does or waits for, in one sentence, and how far it is. */
export function CampaignState({ campaign }: { campaign: Campaign }) {
  const format = useFormat();
  const { status, queue, next_send_at } = campaign;
  return (
    <Stack gap="sm">
      <Alert color={colorOf(campaign)} role="status">
        <Text size="sm">{stateSentence(campaign, format) || t(`campaigns.state.${stateOf(campaign)}`)}</Text>
        {status === 'running' && next_send_at && <NextSend at={next_send_at} />}
      </Alert>
      {queue.uncertain > 0 && (
        <Alert color="orange" role="note">
          {t('campaigns.uncertain', { count: format.number(queue.uncertain) })}{' '}
          <Anchor component={Link} to="/queue/uncertain" search={{ campaign: String(campaign.id) } as never} inherit>
            {t('campaigns.uncertain.decide')}
          </Anchor>
        </Alert>
      )}
      <CampaignProgress campaign={campaign} size="lg" />
      {status === 'running' && <Rate id={campaign.id} />}
    </Stack>
  );
}

type Doing = 'draft' | 'enqueueing' | 'sending' | 'cancelled';

function stateOf({ status, queued_at }: Campaign): Doing {
  if (status === 'running') return queued_at === null ? 'enqueueing' : 'sending';
  return status === 'draft' ? 'draft' : 'cancelled';
}

function colorOf({ status, waiting_for, paused_by }: Campaign): string {
  if (status === 'paused') return paused_by === 'errors' ? 'red' : 'yellow';
  if (status === 'running') return waiting_for ? 'yellow' : 'blue';
  return status === 'finished' ? 'green' : 'gray';
}

function NextSend({ at }: { at: string }) {
  const [before, after] = t('campaigns.state.next', { when: '\n' }).split('\n');
  return (
    // Going down each second, it is not read out each time.
    <Text size="sm" aria-live="off">
      {before}
      <Countdown at={at} />
      {after}
    </Text>
  );
}

function Rate({ id }: { id: number }) {
  const format = useFormat();
  const { data: running } = useQuery(runningStatsQuery);
  const stats = running?.find((each) => each.id === id);
  if (!stats) return null;
  return (
    <Group gap="lg">
      <Text size="sm" className="numbers">
        {t('campaigns.rate.now', { rate: format.number(stats.rate) })}
      </Text>
      <Text size="sm" className="numbers">
        {t('campaigns.rate.mean', { rate: format.number(stats.net_rate) })}
      </Text>
    </Group>
  );
}
