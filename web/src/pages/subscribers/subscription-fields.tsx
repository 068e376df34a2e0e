import { Button, Fieldset, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listNamesQuery } from '../../shared/list-names.ts';
import { t } from '../../texts/t.ts';
import { type Standing, standings } from './queries.ts';

interface Subscription {
  list_id: number;
  status: Standing;
}

/** The lists somebody is on, with the standing on each. */
export function SubscriptionFields({
  value,
  error,
  onChange,
}: {
  value: Subscription[];
  error: string | null;
  onChange: (value: Subscription[]) => void;
}) {
  const { data: lists = [] } = useQuery(listNamesQuery);
  const nameOf = (id: number) => lists.find((list) => list.id === id)?.name ?? String(id);
  const others = lists.filter(({ id, status }) => status === 'active' && !value.some((one) => one.list_id === id));
  return (
    <Fieldset legend={<Text fw={600}>{t('subscribers.lists')}</Text>}>
      <Stack gap="sm">
        {value.length === 0 && <Text size="sm">{t('subscribers.lists.none')}</Text>}
        {value.map((one) => (
          <Group key={one.list_id} align="flex-end" gap="sm">
            <Select
              label={nameOf(one.list_id)}
              aria-label={t('subscribers.standing-on', { list: nameOf(one.list_id) })}
              data={standings.map((status) => ({ value: status, label: t(`subscribers.standing.${status}`) }))}
              value={one.status}
              allowDeselect={false}
              onChange={(status) =>
                status && onChange(value.map((other) => (other.list_id === one.list_id ? { ...one, status } : other)))
              }
            />
            <Button
              variant="default"
              aria-label={t('subscribers.lists.remove-from', { list: nameOf(one.list_id) })}
              onClick={() => onChange(value.filter(({ list_id }) => list_id !== one.list_id))}
            >
              {t('subscribers.lists.remove')}
            </Button>
          </Group>
        ))}
        <Select
          label={t('subscribers.lists.add')}
          description={t('subscribers.lists.add.what')}
          placeholder={t('subscribers.lists.choose')}
          data={others.map(({ id, name }) => ({ value: String(id), label: `${name} (${id})` }))}
          value={null}
          onChange={(id) => id && onChange([...value, { list_id: Number(id), status: 'confirmed' }])}
          searchable
          error={error}
        />
      </Stack>
    </Fieldset>
  );
}
