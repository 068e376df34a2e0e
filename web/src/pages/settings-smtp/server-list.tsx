import { Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../shared/empty-state.tsx';
import { SearchInput } from '../../shared/search-input.tsx';
import type { SettingsAnswer } from '../../shared/settings-query.ts';
import { useFormat } from '../../shared/use-format.ts';
import { useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { BulkActions } from './bulk-actions.tsx';
import type { ServerCapacity, SmtpServer } from './queries.ts';
import { ServerRow } from './server-row.tsx';

const states = ['ready', 'waiting', 'set aside', 'disabled'] as const;

/** Every server on a line that opens; what is searched for stands in the address. */
export function ServerList({ settings, capacities }: { settings: SettingsAnswer; capacities: ServerCapacity[] }) {
  const format = useFormat();
  const list = useListState();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const capacityOf = new Map(capacities.map((capacity) => [capacity.uuid, capacity]));
  const [search, state] = [list.filter('search').toLowerCase(), list.filter('state')];
  const shown = settings.smtp.filter(
    (server) =>
      [server.name, server.host, server.from_email].some((text) => text.toLowerCase().includes(search)) &&
      (state === '' || capacityOf.get(server.uuid)?.state === state),
  );
  // Whatever is not seen is not changed with the others.
  const chosen = shown.filter(({ uuid }) => selected.has(uuid));
  const select = (uuids: string[], isSelected: boolean) =>
    setSelected((before) => {
      const others = [...before].filter((uuid) => !uuids.includes(uuid));
      return new Set(isSelected ? [...others, ...uuids] : others);
    });
  const areAllChosen = chosen.length === shown.length && shown.length > 0;

  return (
    <Stack>
      <Group align="flex-end">
        <SearchInput
          label={t('settings-smtp.search')}
          placeholder={t('settings-smtp.search.placeholder')}
          value={list.filter('search')}
          onSearch={(text) => list.setFilter({ search: text })}
        />
        <Select
          label={t('settings-smtp.state')}
          placeholder={t('settings-smtp.state.any')}
          clearable
          clearButtonProps={{ 'aria-label': t('settings-smtp.clear') }}
          data={states.map((value) => ({ value, label: t(`settings-smtp.state.${value}`) }))}
          value={state || null}
          onChange={(value) => list.setFilter({ state: value })}
        />
      </Group>
      {shown.length === 0 ? (
        <EmptyState title={t('settings-smtp.none-found')}>
          <Button variant="default" onClick={() => list.setFilter({ search: null, state: null })}>
            {t('settings-smtp.clear')}
          </Button>
        </EmptyState>
      ) : (
        <>
          <Group mih={36} px="sm">
            <Checkbox
              label={t('settings-smtp.select.all', { count: format.number(shown.length) })}
              checked={areAllChosen}
              indeterminate={chosen.length > 0 && !areAllChosen}
              onChange={() =>
                select(
                  shown.map(({ uuid }) => uuid),
                  !areAllChosen,
                )
              }
            />
            {chosen.length > 0 && (
              <>
                <Text size="sm" role="status">
                  {t('settings-smtp.selected', { count: format.number(chosen.length) })}
                </Text>
                <BulkActions servers={chosen} settings={settings} onDone={() => setSelected(new Set())} />
              </>
            )}
          </Group>
          <Stack component="ul" gap="xs" p={0} m={0} aria-label={t('settings-smtp.list')} style={{ listStyle: 'none' }}>
            {shown.map((server) => (
              <ServerRow
                key={server.uuid}
                server={server}
                capacity={capacityOf.get(server.uuid)}
                isSelected={selected.has(server.uuid)}
                onSelect={(isSelected) => select([server.uuid], isSelected)}
                neighbours={neighboursOf(server, settings.smtp)}
              />
            ))}
          </Stack>
        </>
      )}
    </Stack>
  );
}

/** The orders of all servers that moving this one by a place makes; null where there is no place. */
function neighboursOf({ uuid }: SmtpServer, all: readonly SmtpServer[]) {
  const uuids = all.map((server) => server.uuid);
  const at = uuids.indexOf(uuid);
  const movedTo = (to: number) => (to < 0 || to >= uuids.length ? null : uuids.toSpliced(at, 1).toSpliced(to, 0, uuid));
  return { up: movedTo(at - 1), down: movedTo(at + 1) };
}
