import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone, notifyFailure } from '../../shared/notify.ts';
import { t } from '../../texts/t.ts';

/** Stops all sending, or lets it go on. */
export function PauseQueue({ isPaused }: { isPaused: boolean }) {
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (paused: boolean) => api.PUT('/api/queue/pause', { body: { paused } }),
    onSuccess: (_answer, paused) => {
      notifyDone(t(paused ? 'queue.paused' : 'queue.resumed'));
      for (const key of ['queue', 'servers', 'settings']) void queryClient.invalidateQueries({ queryKey: [key] });
    },
  });
  if (isPaused) {
    return (
      <Button loading={change.isPending} onClick={() => change.mutate(false, { onError: notifyFailure })}>
        {t('queue.resume')}
      </Button>
    );
  }
  return (
    <ConfirmButton
      variant="default"
      title={t('queue.pause.title')}
      what={t('queue.pause.what')}
      confirm={t('queue.pause')}
      onConfirm={() => change.mutateAsync(true)}
    >
      {t('queue.pause')}
    </ConfirmButton>
  );
}
