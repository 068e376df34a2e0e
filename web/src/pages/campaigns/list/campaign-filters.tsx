import { MultiSelect, SimpleGrid, TagsInput } from '@mantine/core';
import { SearchInput } from '../../../shared/search-input.tsx';
import type { ListState } from '../../../shared/use-list-state.ts';
import { t } from '../../../texts/t.ts';
import { campaignStatuses } from '../queries.ts';

/** What the list of campaigns is narrowed by. */
export function CampaignFilters({ list }: { list: ListState }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} mb="md">
      <SearchInput
        label={t('campaigns.filter.query')}
        placeholder={t('campaigns.filter.query.placeholder')}
        value={list.filter('query')}
        onSearch={(query) => list.setFilter({ query })}
      />
      <MultiSelect
        label={t('campaigns.filter.status')}
        placeholder={list.filter('status') ? '' : t('campaigns.filter.any')}
        data={campaignStatuses.map((value) => ({ value, label: t(`campaigns.status.${value}`) }))}
        value={list.filters('status')}
        onChange={(status) => list.setFilter({ status })}
        clearable
      />
      <TagsInput
        label={t('campaigns.filter.tags')}
        placeholder={list.filter('tag') ? '' : t('campaigns.filter.any')}
        value={list.filters('tag')}
        onChange={(tag) => list.setFilter({ tag })}
        clearable
      />
    </SimpleGrid>
  );
}
