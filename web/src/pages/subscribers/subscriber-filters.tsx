import { Select, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listNamesQuery } from '../../shared/list-names.ts';
import { SearchInput } from '../../shared/search-input.tsx';
import type { ListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { standings, subscriberStatuses } from './queries.ts';

/** What the subscribers are narrowed by. */
export function SubscriberFilters({ list }: { list: ListState }) {
  const { data: lists = [] } = useQuery(listNamesQuery);
  const any = t('subscribers.any');
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} mb="md">
      <SearchInput
        label={t('subscribers.search')}
        placeholder={t('subscribers.search.placeholder')}
        value={list.filter('search')}
        onSearch={(search) => list.setFilter({ search })}
      />
      <Select
        label={t('subscribers.list')}
        placeholder={any}
        data={lists.map(({ id, name }) => ({ value: String(id), label: `${name} (${id})` }))}
        value={list.filter('list') || null}
        onChange={(chosen) => list.setFilter({ list: chosen })}
        searchable
        clearable
      />
      <Select
        label={t('subscribers.standing')}
        placeholder={any}
        data={standings.map((value) => ({ value, label: t(`subscribers.standing.${value}`) }))}
        value={list.filter('standing') || null}
        onChange={(standing) => list.setFilter({ standing })}
        clearable
      />
      <Select
        label={t('subscribers.status')}
        placeholder={any}
        data={subscriberStatuses.map((value) => ({ value, label: t(`subscribers.status.${value}`) }))}
        value={list.filter('status') || null}
        onChange={(status) => list.setFilter({ status })}
        clearable
      />
    </SimpleGrid>
  );
}
