import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone, notifyFailure } from '../../shared/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { List } from './queries.ts';

/** Archives a list or brings it back, and deletes it. */
export function ListActions({ list, onDeleted }: { list: List; onDeleted?: () => void }) {
  const { id, name, status } = list;
  const format = useFormat();
  const queryClient = useQueryClient();
  const renew = () => {
    for (const key of ['lists', 'subscribers', 'campaigns']) void queryClient.invalidateQueries({ queryKey: [key] });
  };
  const change = useMutation({
    mutationFn: (next: List['status']) =>
      api.PUT('/api/lists/{id}', { params: { path: { id } }, body: { status: next } }),
    onSuccess: (_answer, next) => {
      notifyDone(t(next === 'archived' ? 'lists.archived' : 'lists.unarchived', { name }));
      renew();
    },
    onError: notifyFailure,
  });
  const count = list.subscriber_count ?? 0;

  return (
    <Group gap={4} wrap="nowrap">
      <Button
        variant="subtle"
        size="compact-sm"
        loading={change.isPending}
        aria-label={t(status === 'active' ? 'lists.archive.of' : 'lists.unarchive.of', { name })}
        onClick={() => change.mutate(status === 'active' ? 'archived' : 'active')}
      >
        {t(status === 'active' ? 'lists.archive' : 'lists.unarchive')}
      </Button>
      <ConfirmButton
        variant="subtle"
        color="red"
        size="compact-sm"
        title={t('lists.delete.title', { name })}
        what={count === 0 ? t('lists.delete.what.empty') : t('lists.delete.what', { count: format.number(count) })}
        confirm={t('lists.delete.confirm')}
        onConfirm={async () => {
          await api.DELETE('/api/lists/{id}', { params: { path: { id } } });
          notifyDone(t('lists.deleted', { name }));
          onDeleted?.();
          renew();
        }}
      >
        {t('lists.delete')}
      </ConfirmButton>
    </Group>
  );
}
