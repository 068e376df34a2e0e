import type { ButtonProps } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { UncertainRow } from './queries.ts';

/** Uncertain emails: those of these rows, or all that a campaign has. */
export type UncertainEmails =
  | { rows: readonly UncertainRow[] }
  | { campaign: { id: number; name: string }; count: number };

/** What a person can say of uncertain emails: they arrived, or they are to be sent again. */
export function DecideUncertain({ of, size }: { of: UncertainEmails; size: NonNullable<ButtonProps['size']> }) {
  const queryClient = useQueryClient();
  const format = useFormat();
  const count = format.number('rows' in of ? of.rows.length : of.count);
  const words = wordsOf(of, count);

  async function decide(action: 'arrived' | 'send_again') {
    const which = 'rows' in of ? { ids: of.rows.map(({ id }) => id) } : { campaign_id: of.campaign.id };
    const { data } = await api.PUT('/api/queue/uncertain', { body: { ...which, action } });
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
        title={words.arrived.title}
        what={words.arrived.what}
        confirm={t('uncertain.arrived')}
        onConfirm={() => decide('arrived')}
      >
        {words.arrived.button}
      </ConfirmButton>
      <ConfirmButton
        variant="light"
        size={size}
        color="orange"
        title={words.again.title}
        what={words.again.what}
        confirm={t('uncertain.again')}
        onConfirm={() => decide('send_again')}
      >
        {words.again.button}
      </ConfirmButton>
    </>
  );
}

/** What the buttons say, and what they ask. */
function wordsOf(of: UncertainEmails, count: string) {
  if ('campaign' in of) {
    const words = { count, campaign: of.campaign.name };
    return {
      arrived: {
        button: t('uncertain.arrived.all', { count }),
        title: t('uncertain.arrived.title.many', { count }),
        what: t('uncertain.arrived.what.campaign', words),
      },
      again: {
        button: t('uncertain.again.all', { count }),
        title: t('uncertain.again.title.many', { count }),
        what: t('uncertain.again.what.campaign', words),
      },
    };
  }
  const [only] = of.rows.length === 1 ? of.rows : [];
  const email = only?.subscriber_email ?? t('queue.rows.deleted');
  return {
    arrived: {
      button: t('uncertain.arrived'),
      title: only ? t('uncertain.arrived.title') : t('uncertain.arrived.title.many', { count }),
      what: only ? t('uncertain.arrived.what', { email }) : t('uncertain.arrived.what.many', { count }),
    },
    again: {
      button: t('uncertain.again'),
      title: only ? t('uncertain.again.title') : t('uncertain.again.title.many', { count }),
      what: only ? t('uncertain.again.what', { email }) : t('uncertain.again.what.many', { count }),
    },
  };
}
