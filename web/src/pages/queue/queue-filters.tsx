import { MultiSelect, Select, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ServerCapacity } from '../../shared/queue-queries.ts';
import { SearchInput } from '../../shared/search-input.tsx';
import type { ListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { campaignNamesQuery, rowStatuses } from './queries.ts';

/** What the list of emails is narrowed by. */
export function QueueFilters({ list, servers }: { list: ListState; servers: readonly ServerCapacity[] }) {
  const { data: campaigns } = useQuery(campaignNamesQuery);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} mb="md">
      <MultiSelect
        label={t('queue.rows.status')}
        placeholder={list.filter('status') ? '' : t('queue.rows.any')}
        data={rowStatuses.map((value) => ({ value, label: t(`queue.status.${value}`) }))}
        value={list.filters('status')}
        onChange={(status) => list.setFilter({ status })}
        clearable
      />
      <Select
        label={t('queue.rows.campaign')}
        placeholder={t('queue.rows.any')}
        data={campaigns?.results.map(({ id, name }) => ({ value: String(id), label: `${name} (${id})` })) ?? []}
        value={list.filter('campaign') || null}
        onChange={(campaign) => list.setFilter({ campaign })}
        searchable
        clearable
      />
      <Select
        label={t('queue.rows.server')}
        placeholder={t('queue.rows.any')}
        data={servers.map(({ uuid, name }) => ({ value: uuid, label: name }))}
        value={list.filter('server') || null}
        onChange={(server) => list.setFilter({ server })}
        searchable
        clearable
      />
      <SearchInput
        label={t('queue.rows.email')}
        placeholder={t('queue.rows.email.placeholder')}
        value={list.filter('email')}
        onSearch={(email) => list.setFilter({ email })}
      />
    </SimpleGrid>
  );
}
