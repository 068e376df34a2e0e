import { Select, SimpleGrid, TagsInput } from '@mantine/core';
import { SearchInput } from '../../shared/search-input.tsx';
import type { ListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { listStatuses, listTypes, optins } from './queries.ts';

/** What the lists are narrowed by. */
export function ListFilters({ list }: { list: ListState }) {
  const any = t('lists.any');
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 5 }} mb="md">
      <SearchInput
        label={t('lists.search')}
        placeholder={t('lists.search.placeholder')}
        value={list.filter('search')}
        onSearch={(search) => list.setFilter({ search })}
      />
      <Select
        label={t('lists.type')}
        placeholder={any}
        data={listTypes.map((value) => ({ value, label: t(`lists.type.${value}`) }))}
        value={list.filter('type') || null}
        onChange={(type) => list.setFilter({ type })}
        clearable
      />
      <Select
        label={t('lists.optin')}
        placeholder={any}
        data={optins.map((value) => ({ value, label: t(`lists.optin.${value}`) }))}
        value={list.filter('optin') || null}
        onChange={(optin) => list.setFilter({ optin })}
        clearable
      />
      <Select
        label={t('lists.status')}
        placeholder={any}
        data={listStatuses.map((value) => ({ value, label: t(`lists.status.${value}`) }))}
        value={list.filter('status') || null}
        onChange={(status) => list.setFilter({ status })}
        clearable
      />
      <TagsInput
        label={t('lists.tags')}
        placeholder={list.filter('tag') ? '' : any}
        value={list.filters('tag')}
        onChange={(tag) => list.setFilter({ tag })}
      />
    </SimpleGrid>
  );
}
