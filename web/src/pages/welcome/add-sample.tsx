import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';

/** Adds the sample that Sluice comes with, once it is said whose addresses those are. */
export function AddSample() {
  const format = useFormat();
  const queryClient = useQueryClient();

  async function add() {
    const { imported, rejected } = await dataOf(api.POST('/api/import/sample'));
    for (const queryKey of [['subscribers'], ['lists']]) await queryClient.invalidateQueries({ queryKey });
    notifyDone(t('welcome.sample.done', { count: format.number(imported), rejected: format.number(rejected) }));
  }

  return (
    <ConfirmButton
      variant="default"
      color="blue"
      title={t('welcome.sample.title')}
      what={t('welcome.sample.what')}
      confirm={t('welcome.sample.confirm')}
      onConfirm={add}
    >
      {t('welcome.sample')}
    </ConfirmButton>
  );
}
