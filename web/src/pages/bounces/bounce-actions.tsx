import { Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { t } from '../../texts/t.ts';
import type { Bounce } from './queries.ts';

function useAct() {
  const queryClient = useQueryClient();
  return async (answer: Promise<unknown>, done: string) => {
    await answer;
    notifyDone(done);
    for (const key of ['bounces', 'subscribers', 'blocklist', 'lists', 'activity']) {
      void queryClient.invalidateQueries({ queryKey: [key] });
    }
  };
}

/** Blocklists whom a bounce is about, and forgets the bounce. */
export function BounceActions({ bounce: { id, email, subscriber_id, subscriber_status } }: { bounce: Bounce }) {
  const act = useAct();
  return (
    <Group gap={4} wrap="nowrap">
      {subscriber_status === 'blocklisted' ? (
        <Text size="sm">{t('bounces.is-blocklisted')}</Text>
      ) : (
        <ConfirmButton
          variant="subtle"
          size="compact-sm"
          title={t('bounces.blocklist.title', { email })}
          what={t('bounces.blocklist.what')}
          confirm={t('bounces.blocklist.confirm')}
          onConfirm={() =>
            act(
              api.PUT('/api/subscribers/{id}/blocklist', { params: { path: { id: subscriber_id } } }),
              t('bounces.blocklisted', { email }),
            )
          }
        >
          {t('bounces.blocklist')}
        </ConfirmButton>
      )}
      <ConfirmButton
        variant="subtle"
        size="compact-sm"
        color="red"
        title={t('bounces.delete.title', { email })}
        what={t('bounces.delete.what')}
        confirm={t('bounces.delete.confirm')}
        onConfirm={() =>
          act(api.DELETE('/api/bounces/{id}', { params: { path: { id } } }), t('bounces.deleted', { email }))
        }
      >
        {t('bounces.delete')}
      </ConfirmButton>
    </Group>
  );
}

/** Blocklists everybody with a bounce, and forgets all bounces. */
export function AllBounces() {
  const act = useAct();
  return (
    <>
      <ConfirmButton
        variant="default"
        title={t('bounces.blocklist-all.title')}
        what={t('bounces.blocklist-all.what')}
        confirm={t('bounces.blocklist-all.confirm')}
        onConfirm={() => act(api.PUT('/api/bounces/blocklist'), t('bounces.blocklisted-all'))}
      >
        {t('bounces.blocklist-all')}
      </ConfirmButton>
      <ConfirmButton
        color="red"
        title={t('bounces.delete-all.title')}
        what={t('bounces.delete-all.what')}
        confirm={t('bounces.delete-all.confirm')}
        onConfirm={() =>
          act(api.DELETE('/api/bounces', { params: { query: { all: true } } }), t('bounces.deleted-all'))
        }
      >
        {t('bounces.delete-all')}
      </ConfirmButton>
    </>
  );
}
