import { Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { t } from '../../texts/t.ts';
import type { QueueRow, RowStatus } from './queries.ts';
import { RowHistory } from './row-history.tsx';

const retriable: readonly RowStatus[] = ['failed', 'cancelled', 'uncertain'];
const cancellable: readonly RowStatus[] = ['queued', 'uncertain'];

/** What can be done with one email, as its status allows. */
export function RowActions({ row }: { row: QueueRow }) {
  const queryClient = useQueryClient();
  const { id, status } = row;
  const email = row.subscriber_email ?? t('queue.rows.deleted');
  const words = { campaign: row.campaign_name, email };

  async function act(answer: Promise<unknown>, done: string) {
    await answer;
    notifyDone(done);
    await queryClient.invalidateQueries({ queryKey: ['queue'] });
  }

  return (
    <Group gap={4} wrap="nowrap">
      <RowHistory id={id} email={email} />
      {retriable.includes(status) && (
        <ConfirmButton
          variant="subtle"
          size="compact-sm"
          color="blue"
          title={t('queue.row.retry.title')}
          what={status === 'uncertain' ? t('queue.row.retry.uncertain', { email }) : t('queue.row.retry.what', words)}
          confirm={t('queue.row.retry')}
          onConfirm={() =>
            act(api.PUT('/api/queue/{id}/retry', { params: { path: { id } } }), t('queue.row.retried', { email }))
          }
        >
          {t('queue.row.retry')}
        </ConfirmButton>
      )}
      {cancellable.includes(status) && (
        <ConfirmButton
          variant="subtle"
          size="compact-sm"
          color="red"
          title={t('queue.row.cancel.title')}
          what={status === 'uncertain' ? t('queue.row.cancel.uncertain', words) : t('queue.row.cancel.what', words)}
          confirm={t('queue.row.cancel.confirm')}
          onConfirm={() =>
            act(api.PUT('/api/queue/{id}/cancel', { params: { path: { id } } }), t('queue.row.cancelled', { email }))
          }
        >
          {t('queue.row.cancel')}
        </ConfirmButton>
      )}
    </Group>
  );
}
