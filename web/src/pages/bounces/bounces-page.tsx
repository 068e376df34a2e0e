import { Button, Select, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Column, DataTable } from '../../shared/data-table.tsx';
import { EmptyState } from '../../shared/empty-state.tsx';
import type { Format } from '../../shared/format.ts';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { SearchInput } from '../../shared/search-input.tsx';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { TextLink } from '../../shared/text-link.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { type ListState, useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { AllBounces, BounceActions } from './bounce-actions.tsx';
import { type Bounce, bouncesQuery, bounceTypes, campaignNamesQuery } from './queries.ts';

const filterNames = ['campaign', 'type', 'source'];

/** Every address that could not be mailed, and every complaint, with what was answered. */
export default function BouncesPage() {
  const list = useListState();
  const format = useFormat();
  const bounces = useQuery(bouncesQuery(list));
  const isFiltered = filterNames.some((name) => list.filter(name) !== '');
  const total = bounces.data?.total ?? 0;
  return (
    <Page title={t('bounces.title')} actions={(total > 0 || isFiltered) && <AllBounces />}>
      <BounceFilters list={list} />
      <QueryView query={bounces}>
        {(page) =>
          page.total === 0 ? (
            <NoBounces isFiltered={isFiltered} list={list} />
          ) : (
            <DataTable
              label={t('bounces.title')}
              columns={columnsOf(format)}
              page={page}
              rowKey={({ id }) => id}
              list={list}
            />
          )
        }
      </QueryView>
    </Page>
  );
}

function BounceFilters({ list }: { list: ListState }) {
  const { data: campaigns } = useQuery(campaignNamesQuery);
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} mb="md">
      <Select
        label={t('bounces.campaign')}
        placeholder={t('bounces.any')}
        data={campaigns?.results.map(({ id, name }) => ({ value: String(id), label: `${name} (${id})` })) ?? []}
        value={list.filter('campaign') || null}
        onChange={(campaign) => list.setFilter({ campaign })}
        searchable
        clearable
      />
      <Select
        label={t('bounces.type')}
        placeholder={t('bounces.any')}
        data={bounceTypes.map((value) => ({ value, label: t(`bounces.type.${value}`) }))}
        value={list.filter('type') || null}
        onChange={(type) => list.setFilter({ type })}
        clearable
      />
      <SearchInput
        label={t('bounces.source')}
        placeholder={t('bounces.source.placeholder')}
        value={list.filter('source')}
        onSearch={(source) => list.setFilter({ source })}
      />
    </SimpleGrid>
  );
}

function NoBounces({ isFiltered, list }: { isFiltered: boolean; list: ListState }) {
  if (isFiltered) {
    const none = Object.fromEntries(filterNames.map((name) => [name, null]));
    return (
      <EmptyState title={t('bounces.none')}>
        <Button variant="default" onClick={() => list.setFilter(none)}>
          {t('bounces.clear')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('bounces.empty')}>
      <Text size="sm">{t('bounces.empty.what')}</Text>
    </EmptyState>
  );
}

function columnsOf(format: Format): Column<Bounce>[] {
  return [
    {
      key: 'when',
      header: t('bounces.when'),
      sortBy: 'created_at',
      cell: ({ created_at }) => format.dateTime(created_at),
    },
    {
      key: 'email',
      header: t('bounces.email'),
      sortBy: 'email',
      cell: ({ subscriber_id, email }) => (
        <TextLink to={`/subscribers/${subscriber_id}`} search={{ tab: 'history' }}>
          {email}
        </TextLink>
      ),
    },
    {
      key: 'type',
      header: t('bounces.type'),
      sortBy: 'type',
      cell: ({ type }) => <StatusBadge status={type} label={t(`bounces.type.${type}`)} />,
    },
    { key: 'source', header: t('bounces.source'), sortBy: 'source', cell: ({ source }) => source },
    {
      key: 'campaign',
      header: t('bounces.campaign'),
      sortBy: 'campaign_name',
      cell: ({ campaign }) => campaign?.name ?? '',
    },
    {
      key: 'reply',
      header: t('bounces.reply'),
      cell: ({ meta }) => (
        <Text size="sm" maw={360} style={{ overflowWrap: 'anywhere' }}>
          {typeof meta.reply === 'string' ? meta.reply : Object.keys(meta).length > 0 ? JSON.stringify(meta) : ''}
        </Text>
      ),
    },
    { key: 'actions', header: t('bounces.actions'), cell: (bounce) => <BounceActions bounce={bounce} /> },
  ];
}
