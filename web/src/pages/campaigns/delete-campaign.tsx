import type { ButtonProps } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { Campaign } from './queries.ts';

/** Deletes a campaign that is not running, and what is known of its emails. */
export function DeleteCampaign({
  campaign,
  onDeleted,
  ...button
}: { campaign: Campaign; onDeleted?: () => void } & ButtonProps) {
  const queryClient = useQueryClient();
  const format = useFormat();
  const { id, name, status, to_send } = campaign;
  if (status === 'running') return null;
  return (
    <ConfirmButton
      variant="subtle"
      color="red"
      {...button}
      title={t('campaigns.delete.title')}
      what={
        to_send > 0
          ? t('campaigns.delete.what-with-emails', { name, count: format.number(to_send) })
          : t('campaigns.delete.what', { name })
      }
      confirm={t('campaigns.delete.confirm')}
      onConfirm={async () => {
        await api.DELETE('/api/campaigns/{id}', { params: { path: { id } } });
        notifyDone(t('campaigns.deleted', { name }));
        onDeleted?.();
        await queryClient.invalidateQueries({ queryKey: ['campaigns', 'page'] });
      }}
    >
      {t('campaigns.delete')}
    </ConfirmButton>
  );
}
