import { Checkbox, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { type Column, DataTable, type PageOf } from '../../shared/data-table.tsx';
import type { Format } from '../../shared/format.ts';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { TextLink } from '../../shared/text-link.tsx';
import { useFormat } from '../../shared/use-format.ts';
import type { ListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { BulkActions } from './bulk-actions.tsx';
import { filterOf, type Subscriber } from './queries.ts';

/** Rows that are ticked, of the page that is shown, or all that match. */
interface Ticked {
  /** The page that it is of: another page, order or filter begins anew. */
  of: string;
  ids: ReadonlySet<number>;
  isAll: boolean;
}

/** One page of subscribers, with what can be done to those that are ticked. */
export function SubscriberTable({ page, list }: { page: PageOf<Subscriber>; list: ListState }) {
  const format = useFormat();
  const filter = filterOf(list);
  const shown = JSON.stringify([filter, list.page, list.orderBy, list.order]);
  const [kept, setTicked] = useState<Ticked>({ of: shown, ids: new Set(), isAll: false });
  const ticked = kept.of === shown ? kept : { of: shown, ids: new Set<number>(), isAll: false };
  const ids = page.results.map(({ id }) => id).filter((id) => ticked.isAll || ticked.ids.has(id));
  const tick = (more: Iterable<number>, isAll = false) => setTicked({ of: shown, ids: new Set(more), isAll });

  const ticks: Column<Subscriber> = {
    key: 'tick',
    header: t('subscribers.tick-page'),
    headerCell: (
      <Checkbox
        aria-label={t('subscribers.tick-page')}
        checked={ids.length === page.results.length}
        indeterminate={ids.length > 0 && ids.length < page.results.length}
        onChange={({ currentTarget }) => tick(currentTarget.checked ? page.results.map(({ id }) => id) : [])}
      />
    ),
    cell: ({ id, email }) => (
      <Checkbox
        aria-label={t('subscribers.tick', { email })}
        checked={ids.includes(id)}
        onChange={({ currentTarget }) =>
          tick(currentTarget.checked ? [...ids, id] : ids.filter((other) => other !== id))
        }
      />
    ),
  };

  return (
    <>
      {ids.length > 0 && (
        <BulkActions
          chosen={ticked.isAll ? { filter, count: page.total } : { ids, count: ids.length }}
          total={page.total}
          canChooseAll={!ticked.isAll && ids.length === page.results.length && page.total > ids.length}
          onChooseAll={() => tick(ids, true)}
          onNone={() => tick([])}
        />
      )}
      <DataTable
        label={t('subscribers.title')}
        columns={[ticks, ...columnsOf(format)]}
        page={page}
        rowKey={({ id }) => id}
        list={list}
      />
    </>
  );
}

function columnsOf(format: Format): Column<Subscriber>[] {
  return [
    {
      key: 'email',
      header: t('subscribers.email'),
      sortBy: 'email',
      cell: ({ id, email }) => <TextLink to={`/subscribers/${id}`}>{email}</TextLink>,
    },
    { key: 'name', header: t('subscribers.name'), sortBy: 'name', cell: ({ name }) => name },
    {
      key: 'status',
      header: t('subscribers.status'),
      sortBy: 'status',
      cell: ({ status }) => <StatusBadge status={status} label={t(`subscribers.status.${status}`)} />,
    },
    { key: 'lists', header: t('subscribers.lists'), cell: ({ lists }) => <Lists lists={lists} /> },
    {
      key: 'updated',
      header: t('subscribers.updated'),
      sortBy: 'updated_at',
      cell: ({ updated_at }) => format.dateTime(updated_at),
    },
  ];
}

const mostLists = 4;

function Lists({ lists }: { lists: Subscriber['lists'] }) {
  return (
    <Group gap={4}>
      {lists.slice(0, mostLists).map(({ id, name, subscription_status: standing }) => (
        <StatusBadge key={id} status={standing} label={`${name}: ${t(`subscribers.standing.${standing}`)}`} />
      ))}
      {lists.length > mostLists && (
        <Text size="sm">{t('subscribers.lists.more', { count: lists.length - mostLists })}</Text>
      )}
    </Group>
  );
}
