import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/empty-state.tsx';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { type ListState, useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { exportAddress, filterNames, filterOf, subscribersQuery } from './queries.ts';
import { SubscriberFilters } from './subscriber-filters.tsx';
import { SubscriberTable } from './subscriber-table.tsx';

/** Everybody, found by name, list, standing and status, and what can be done to many at once. */
export default function SubscribersPage() {
  const list = useListState();
  const subscribers = useQuery(subscribersQuery(list));
  const total = subscribers.data?.total ?? 0;
  return (
    <Page
      title={t('subscribers.title')}
      actions={
        <>
          {total > 0 && (
            <Button component="a" variant="default" href={exportAddress(filterOf(list))} download>
              {t('subscribers.export')}
            </Button>
          )}
          <AddButton />
        </>
      }
    >
      <SubscriberFilters list={list} />
      <QueryView query={subscribers}>
        {(page) => (page.total === 0 ? <Nobody list={list} /> : <SubscriberTable page={page} list={list} />)}
      </QueryView>
    </Page>
  );
}

function AddButton() {
  return (
    <Button component={Link} to="/subscribers/new">
      {t('subscribers.new')}
    </Button>
  );
}

function Nobody({ list }: { list: ListState }) {
  if (filterNames.some((name) => list.filter(name) !== '')) {
    const none = Object.fromEntries(filterNames.map((name) => [name, null]));
    return (
      <EmptyState title={t('subscribers.none')}>
        <Button variant="default" onClick={() => list.setFilter(none)}>
          {t('subscribers.clear')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('subscribers.empty')}>
      <Text size="sm">{t('subscribers.empty.what')}</Text>
      <Button component={Link} to="/import" variant="default">
        {t('subscribers.empty.import')}
      </Button>
    </EmptyState>
  );
}
