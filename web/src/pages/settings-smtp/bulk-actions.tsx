import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone, notifyFailure } from '../../shared/notify.ts';
import { type SettingsAnswer, settingsQuery } from '../../shared/settings-query.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { BulkLimits } from './bulk-limits.tsx';
import { changeServers, type SmtpServer } from './queries.ts';

/** What can be done with several servers at once. */
export function BulkActions(props: { servers: SmtpServer[]; settings: SettingsAnswer; onDone: () => void }) {
  const { servers, settings, onDone } = props;
  const format = useFormat();
  const queryClient = useQueryClient();
  const count = format.number(servers.length);

  async function apply(change: Parameters<typeof changeServers>[0], text: string) {
    await changeServers(change);
    await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
    onDone();
    notifyDone(text);
  }
  const enable = (enabled: boolean) =>
    void apply(
      { save: servers.map(({ uuid }) => ({ uuid, enabled })) },
      t(enabled ? 'settings-smtp.bulk.enabled' : 'settings-smtp.bulk.disabled', { count }),
    ).catch(notifyFailure);

  return (
    <>
      <BulkLimits servers={servers} settings={settings} onDone={onDone} />
      <Button size="xs" variant="default" onClick={() => enable(true)}>
        {t('settings-smtp.bulk.enable')}
      </Button>
      <Button size="xs" variant="default" onClick={() => enable(false)}>
        {t('settings-smtp.bulk.disable')}
      </Button>
      <ConfirmButton
        size="xs"
        variant="light"
        color="red"
        title={t('settings-smtp.bulk.delete.title', { count })}
        what={t('settings-smtp.bulk.delete.what', { names: servers.map(({ name }) => name).join(', ') })}
        confirm={t('settings-smtp.bulk.delete.confirm', { count })}
        onConfirm={() => apply({ remove: servers.map(({ uuid }) => uuid) }, t('settings-smtp.bulk.deleted', { count }))}
      >
        {t('settings-smtp.bulk.delete')}
      </ConfirmButton>
    </>
  );
}
