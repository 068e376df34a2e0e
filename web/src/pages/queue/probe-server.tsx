import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone } from '../../shared/notify.ts';
import type { ServerCapacity } from '../../shared/queue-queries.ts';
import { t } from '../../texts/t.ts';

/** Ends the park of a server: it is tried with one email. Only a parked one can be. */
export function ProbeServer({ server }: { server: ServerCapacity }) {
  const queryClient = useQueryClient();
  const { uuid, name } = server;
  if (server.health !== 'parked') return null;

  async function probe() {
    await api.PUT('/api/queue/servers/{uuid}/health', { params: { path: { uuid } }, body: { action: 'probe_now' } });
    notifyDone(t('server.probe.done', { name }));
    await queryClient.invalidateQueries({ queryKey: ['servers'] });
  }

  return (
    <ConfirmButton
      color="blue"
      title={t('server.probe.title', { name })}
      what={t('server.probe.what')}
      confirm={t('server.probe')}
      onConfirm={probe}
    >
      {t('server.probe')}
    </ConfirmButton>
  );
}
