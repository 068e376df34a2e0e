import { Button, Group, Paper, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { BulkLists } from './bulk-lists.tsx';
import { type Chosen, matchingBody } from './chosen.ts';

/** What can be done to everybody who is chosen. Each says to how many, before it is done. */
export function BulkActions(props: {
  chosen: Chosen;
  total: number;
  /** Whether the whole page is ticked, and there are more. */
  canChooseAll: boolean;
  onChooseAll: () => void;
  onNone: () => void;
}) {
  const { chosen, total, canChooseAll, onChooseAll, onNone } = props;
  const format = useFormat();
  const queryClient = useQueryClient();
  const who =
    chosen.count === 1 ? t('subscribers.who.one') : t('subscribers.who', { count: format.number(chosen.count) });

  async function act(answer: Promise<unknown>, done: string) {
    await answer;
    notifyDone(done);
    onNone();
    for (const key of ['subscribers', 'lists', 'blocklist', 'activity']) {
      void queryClient.invalidateQueries({ queryKey: [key] });
    }
  }

  return (
    <Paper withBorder p="sm" mb="md" component="section" aria-label={t('subscribers.chosen.label')}>
      <Group justify="space-between">
        <Group gap="sm">
          <Text size="sm" fw={600} role="status">
            {t('subscribers.chosen', { who })}
          </Text>
          {canChooseAll && (
            <Button variant="subtle" size="compact-sm" onClick={onChooseAll}>
              {t('subscribers.choose-all', { count: format.number(total) })}
            </Button>
          )}
          <Button variant="subtle" size="compact-sm" onClick={onNone}>
            {t('subscribers.choose-none')}
          </Button>
        </Group>
        <Group gap="sm">
          <BulkLists who={who} chosen={chosen} onAct={act} />
          <ConfirmButton
            variant="default"
            size="xs"
            title={t('subscribers.blocklist.title', { who })}
            what={t('subscribers.blocklist.what')}
            confirm={t('subscribers.blocklist.confirm', { who })}
            onConfirm={() => act(blocklist(chosen), t('subscribers.blocklisted', { who }))}
          >
            {t('subscribers.blocklist')}
          </ConfirmButton>
          <ConfirmButton
            color="red"
            size="xs"
            title={t('subscribers.delete.title', { who })}
            what={t('subscribers.delete.what')}
            confirm={t('subscribers.delete.confirm', { who })}
            onConfirm={() => act(remove(chosen), t('subscribers.deleted', { who }))}
          >
            {t('subscribers.delete')}
          </ConfirmButton>
        </Group>
      </Group>
    </Paper>
  );
}

function blocklist(chosen: Chosen) {
  return chosen.ids
    ? api.PUT('/api/subscribers/blocklist', { body: { ids: chosen.ids } })
    : api.PUT('/api/subscribers/query/blocklist', { body: matchingBody(chosen.filter) });
}

function remove(chosen: Chosen) {
  return chosen.ids
    ? api.DELETE('/api/subscribers', { params: { query: { id: chosen.ids } } })
    : api.POST('/api/subscribers/query/delete', { body: matchingBody(chosen.filter) });
}
