import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import { ConfirmButton } from '../../../shared/confirm-button.tsx';
import { notifyDone } from '../../../shared/notify.ts';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import type { Campaign, OutcomeFilter } from '../queries.ts';
import { isNarrowed, retriableOf } from './retriable.ts';

/** Queues those of the shown emails again that failed, or were cancelled. */
export function RetryOutcomes({ campaign, filter }: { campaign: Campaign; filter: OutcomeFilter }) {
  const queryClient = useQueryClient();
  const format = useFormat();
  const statuses = retriableOf(filter);
  const count = statuses.reduce((sum, status) => sum + campaign.queue[status], 0);
  if (campaign.status === 'cancelled' || count === 0) return null;

  const { status: _, ...narrower } = filter;
  const which = statuses.map((status) => t(`campaigns.row.${status}`).toLowerCase()).join(', ');
  const label = isNarrowed(filter)
    ? t('campaigns.retry.some', { statuses: which })
    : t('campaigns.retry.all', { count: format.number(count), statuses: which });
  return (
    <ConfirmButton
      size="xs"
      color="blue"
      title={t('campaigns.retry.title')}
      what={t(campaign.status === 'finished' ? 'campaigns.retry.what-finished' : 'campaigns.retry.what', {
        what: label,
        name: campaign.name,
      })}
      confirm={label}
      onConfirm={async () => {
        const body = { campaign_id: campaign.id, status: statuses, ...narrower };
        const retried = await dataOf(api.PUT('/api/queue/retry', { body }));
        const count = format.number(retried.count);
        notifyDone(
          retried.skipped > 0
            ? t('campaigns.retried-but', { count, skipped: format.number(retried.skipped) })
            : t('campaigns.retried', { count }),
        );
        for (const key of ['campaigns', 'queue', 'plans']) void queryClient.invalidateQueries({ queryKey: [key] });
      }}
    >
      {label}
    </ConfirmButton>
  );
}
