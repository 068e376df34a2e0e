import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Column, DataTable } from '../../shared/data-table.tsx';
import { EmptyState } from '../../shared/empty-state.tsx';
import type { Format } from '../../shared/format.ts';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { TextLink } from '../../shared/text-link.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { type ListState, useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { ListActions } from './list-actions.tsx';
import { ListFilters } from './list-filters.tsx';
import { filterNames, type List, listsQuery } from './queries.ts';

/** All lists, with how many are on each by standing. */
export default function ListsPage() {
  const list = useListState();
  const format = useFormat();
  const lists = useQuery(listsQuery(list));
  return (
    <Page
      title={t('lists.title')}
      actions={
        <Button component={Link} to="/lists/new">
          {t('lists.new')}
        </Button>
      }
    >
      <ListFilters list={list} />
      <QueryView query={lists}>
        {(page) =>
          page.total === 0 ? (
            <NoLists list={list} />
          ) : (
            <DataTable
              label={t('lists.title')}
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

function NoLists({ list }: { list: ListState }) {
  if (filterNames.some((name) => list.filter(name) !== '')) {
    const none = Object.fromEntries(filterNames.map((name) => [name, null]));
    return (
      <EmptyState title={t('lists.none')}>
        <Button variant="default" onClick={() => list.setFilter(none)}>
          {t('lists.clear')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('lists.empty')}>
      <Text size="sm">{t('lists.empty.what')}</Text>
    </EmptyState>
  );
}

const standings = ['confirmed', 'unconfirmed', 'unsubscribed'] as const;

function columnsOf(format: Format): Column<List>[] {
  const count = (list: List, standing?: (typeof standings)[number]) => {
    const n = standing ? (list.subscriber_statuses?.[standing] ?? 0) : (list.subscriber_count ?? 0);
    const search = { list: String(list.id), ...(standing ? { standing } : {}) };
    return n === 0 ? (
      format.number(0)
    ) : (
      <TextLink to="/subscribers" search={search}>
        {format.number(n)}
      </TextLink>
    );
  };
  return [
    {
      key: 'name',
      header: t('lists.name'),
      sortBy: 'name',
      cell: ({ id, name }) => <TextLink to={`/lists/${id}`}>{name}</TextLink>,
    },
    {
      key: 'status',
      header: t('lists.status'),
      sortBy: 'status',
      cell: ({ status }) => <StatusBadge status={status} label={t(`lists.status.${status}`)} />,
    },
    { key: 'type', header: t('lists.type'), cell: ({ type }) => t(`lists.type.${type}`) },
    { key: 'optin', header: t('lists.optin'), cell: ({ optin }) => t(`lists.optin.${optin}`) },
    {
      key: 'all',
      header: t('lists.subscribers'),
      sortBy: 'subscriber_count',
      isNumber: true,
      cell: (list) => count(list),
    },
    ...standings.map(
      (standing): Column<List> => ({
        key: standing,
        header: t(`lists.standing.${standing}`),
        isNumber: true,
        cell: (list) => count(list, standing),
      }),
    ),
    { key: 'tags', header: t('lists.tags'), cell: ({ tags }) => <Tags tags={tags} /> },
    { key: 'actions', header: t('lists.actions'), cell: (list) => <ListActions list={list} /> },
  ];
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <Group gap="xs">
      {tags.map((tag) => (
        <TextLink key={tag} to="/lists" search={{ tag }}>
          {tag}
        </TextLink>
      ))}
    </Group>
  );
}
