import type { ButtonProps } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { UncertainRow } from './queries.ts';

/** What a person can say of uncertain emails: they arrived, or they are to be sent again. */
export function DecideUncertain({
  rows,
  size,
}: {
  rows: readonly UncertainRow[];
  size: NonNullable<ButtonProps['size']>;
}) {
  const queryClient = useQueryClient();
  const format = useFormat();
  const count = format.number(rows.length);
  const [only] = rows.length === 1 ? rows : [];
  const email = only?.subscriber_email ?? t('queue.rows.deleted');

  async function decide(action: 'arrived' | 'send_again') {
    const { data } = await api.PUT('/api/queue/uncertain', { body: { ids: rows.map(({ id }) => id), action } });
    const decided = data!.data.count;
    notifyDone(
      t(action === 'arrived' ? 'uncertain.arrived.done' : 'uncertain.again.done', {
        count: format.number(decided),
        total: count,
      }),
    );
    await queryClient.invalidateQueries({ queryKey: ['queue'] });
  }

  return (
    <>
      <ConfirmButton
        variant="light"
        size={size}
        color="blue"
        title={only ? t('uncertain.arrived.title') : t('uncertain.arrived.title.many', { count })}
        what={only ? t('uncertain.arrived.what', { email }) : t('uncertain.arrived.what.many', { count })}
        confirm={t('uncertain.arrived')}
        onConfirm={() => decide('arrived')}
      >
        {t('uncertain.arrived')}
      </ConfirmButton>
      <ConfirmButton
        variant="light"
        size={size}
        color="orange"
        title={only ? t('uncertain.again.title') : t('uncertain.again.title.many', { count })}
        what={only ? t('uncertain.again.what', { email }) : t('uncertain.again.what.many', { count })}
        confirm={t('uncertain.again')}
        onConfirm={() => decide('send_again')}
      >
        {t('uncertain.again')}
      </ConfirmButton>
    </>
  );
}
