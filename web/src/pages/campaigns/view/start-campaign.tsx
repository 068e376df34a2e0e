import { Stack, Text } from '@mantine/core';
import { ConfirmButton } from '../../../shared/confirm-button.tsx';
import { t } from '../../../texts/t.ts';
import type { Campaign } from '../queries.ts';
import { messengerText } from './campaign-details.tsx';
import { useChangeStatus } from './use-change-status.ts';

/** Begins to send. */
export function StartCampaign({ campaign }: { campaign: Campaign }) {
  const { id, name, lists } = campaign;
  const change = useChangeStatus(id);
  const to = lists.map((list) => list.name).join(', ');
  return (
    <ConfirmButton
      color="blue"
      title={t('campaigns.start.title')}
      what={
        <Stack gap="xs">
          <Text size="sm">{t('campaigns.start.what', { name, lists: to, messenger: messengerText(campaign) })}</Text>
        </Stack>
      }
      confirm={t('campaigns.start.confirm')}
      onConfirm={() => change('running', t('campaigns.started', { name }))}
    >
      {t('campaigns.start')}
    </ConfirmButton>
  );
}
