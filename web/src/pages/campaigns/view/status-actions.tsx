import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ConfirmButton } from '../../../shared/confirm-button.tsx';
import { notifyFailure } from '../../../shared/notify.ts';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import type { Campaign } from '../queries.ts';
import { ScheduleCampaign } from './schedule-campaign.tsx';
import { StartCampaign } from './start-campaign.tsx';
import { useChangeStatus } from './use-change-status.ts';

/** What can be done with a campaign of its status; each says what it will do. */
export function StatusActions({ campaign }: { campaign: Campaign }) {
  switch (campaign.status) {
    case 'draft':
      return (
        <>
          <StartCampaign campaign={campaign} />
          <ScheduleCampaign campaign={campaign} />
        </>
      );
    case 'scheduled':
      return (
        <>
          <StartCampaign campaign={campaign} />
          <Unschedule campaign={campaign} />
          <CancelCampaign campaign={campaign} />
        </>
      );
    case 'running':
      return (
        <>
          <PauseCampaign campaign={campaign} />
          <CancelCampaign campaign={campaign} />
        </>
      );
    case 'paused':
      return (
        <>
          <ResumeCampaign campaign={campaign} />
          <CancelCampaign campaign={campaign} />
        </>
      );
    default:
      return null;
  }
}

function PauseCampaign({ campaign: { id, name } }: { campaign: Campaign }) {
  const change = useChangeStatus(id);
  return (
    <ConfirmButton
      variant="default"
      color="blue"
      title={t('campaigns.pause.title')}
      what={t('campaigns.pause.what', { name })}
      confirm={t('campaigns.pause')}
      onConfirm={() => change('paused', t('campaigns.paused', { name }))}
    >
      {t('campaigns.pause')}
    </ConfirmButton>
  );
}

function ResumeCampaign({ campaign: { id, name, queue } }: { campaign: Campaign }) {
  const change = useChangeStatus(id);
  const format = useFormat();
  return (
    <ConfirmButton
      color="blue"
      title={t('campaigns.resume.title')}
      what={t('campaigns.resume.what', { name, count: format.number(queue.queued) })}
      confirm={t('campaigns.resume')}
      onConfirm={() => change('running', t('campaigns.resumed', { name }))}
    >
      {t('campaigns.resume')}
    </ConfirmButton>
  );
}

function CancelCampaign({ campaign: { id, name, queue, status } }: { campaign: Campaign }) {
  const change = useChangeStatus(id);
  const format = useFormat();
  return (
    <ConfirmButton
      variant="outline"
      color="red"
      title={t('campaigns.cancel.title')}
      what={
        status === 'scheduled'
          ? t('campaigns.cancel.what-scheduled', { name })
          : t('campaigns.cancel.what', { name, count: format.number(queue.queued), sent: format.number(queue.sent) })
      }
      confirm={t('campaigns.cancel.confirm')}
      onConfirm={() => change('cancelled', t('campaigns.cancelled', { name }))}
    >
      {t('campaigns.cancel')}
    </ConfirmButton>
  );
}

function Unschedule({ campaign: { id, name } }: { campaign: Campaign }) {
  const change = useChangeStatus(id);
  const move = useMutation({
    mutationFn: () => change('draft', t('campaigns.unscheduled', { name })),
    onError: notifyFailure,
  });
  return (
    <Button variant="default" loading={move.isPending} onClick={() => move.mutate()}>
      {t('campaigns.unschedule')}
    </Button>
  );
}
