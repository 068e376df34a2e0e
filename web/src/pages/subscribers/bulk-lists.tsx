import { Alert, Button, Group, Modal, MultiSelect, Radio, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { listNamesQuery } from '../../shared/list-names.ts';
import { messageOf } from '../../shared/message-of.ts';
import { t } from '../../texts/t.ts';
import { type Chosen, matchingBody } from './chosen.ts';

const actions = ['add', 'confirm', 'unsubscribe', 'remove'] as const;
type Action = (typeof actions)[number];

interface BulkListsProps {
  who: string;
  chosen: Chosen;
  onAct: (answer: Promise<unknown>, done: string) => Promise<void>;
}

/** Puts everybody who is chosen on lists, confirms them there, marks them as having left, or takes them off. */
export function BulkLists(props: BulkListsProps) {
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {t('subscribers.bulk-lists')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={t('subscribers.bulk-lists.title', { who: props.who })}
        closeButtonProps={{ 'aria-label': t('shared.close') }}
      >
        <ListsForm {...props} onClose={dialog.close} />
      </Modal>
    </>
  );
}

function ListsForm({ who, chosen, onAct, onClose }: BulkListsProps & { onClose: () => void }) {
  const { data: lists = [] } = useQuery(listNamesQuery);
  const [action, setAction] = useState<Action>('add');
  const [listIds, setListIds] = useState<string[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const done = t('subscribers.bulk-lists.done', { who });

  async function act() {
    setIsBusy(true);
    setFailure(null);
    const change = { action, target_list_ids: listIds.map(Number) };
    try {
      await onAct(
        chosen.ids
          ? api.PUT('/api/subscribers/lists', { body: { ids: chosen.ids, ...change } })
          : api.PUT('/api/subscribers/query/lists', { body: { ...matchingBody(chosen.filter), ...change } }),
        done,
      );
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <Stack>
      <Radio.Group
        label={t('subscribers.bulk-lists.action')}
        value={action}
        onChange={(value) => setAction(value as Action)}
      >
        <Stack gap="xs" mt="xs">
          {actions.map((one) => (
            <Radio key={one} value={one} label={t(`subscribers.bulk-lists.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <MultiSelect
        label={t('subscribers.lists')}
        data={lists
          .filter(({ status }) => action !== 'add' || status === 'active')
          .map(({ id, name }) => ({ value: String(id), label: `${name} (${id})` }))}
        value={listIds}
        onChange={setListIds}
        searchable
      />
      <Text size="sm">{t(`subscribers.bulk-lists.${action}.what`)}</Text>
      {failure !== null && (
        <Alert color="red" role="alert">
          {t('shared.failed-action', { reason: messageOf(failure) })}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('shared.cancel')}
        </Button>
        <Button
          color={action === 'unsubscribe' || action === 'remove' ? 'red' : 'blue'}
          disabled={listIds.length === 0}
          loading={isBusy}
          onClick={() => void act()}
        >
          {t(`subscribers.bulk-lists.${action}.confirm`, { who })}
        </Button>
      </Group>
    </Stack>
  );
}
