import { Button, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Column, DataTable } from '../../shared/data-table.tsx';
import { EmptyState } from '../../shared/empty-state.tsx';
import type { Format } from '../../shared/format.ts';
import { QueryView } from '../../shared/query-view.tsx';
import { serversQuery } from '../../shared/queue-queries.ts';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { type QueueRow, queueRowsQuery } from './queries.ts';
import { QueueFilters } from './queue-filters.tsx';
import { RowActions } from './row-actions.tsx';

const filterNames = ['status', 'campaign', 'server', 'email'];

/** Every email of the queue, by campaign, status, server and address. */
export function QueueRows() {
  const list = useListState();
  const format = useFormat();
  const rows = useQuery(queueRowsQuery(list));
  const { data: servers = [] } = useQuery(serversQuery);
  const names = new Map(servers.map(({ uuid, name }) => [uuid, name]));
  const isFiltered = filterNames.some((name) => list.filter(name) !== '');

  return (
    <section aria-labelledby="queue-rows">
      <Title order={2} size="h4" mb="sm" id="queue-rows">
        {t('queue.rows')}
      </Title>
      <QueueFilters list={list} servers={servers} />
      <QueryView query={rows}>
        {(page) =>
          page.total === 0 ? (
            <NoRows isFiltered={isFiltered} onClear={() => list.setFilter(emptyFilters())} />
          ) : (
            <DataTable
              label={t('queue.rows')}
              columns={columnsOf(format, names)}
              page={page}
              rowKey={({ id }) => id}
              list={list}
            />
          )
        }
      </QueryView>
    </section>
  );
}

const emptyFilters = () => Object.fromEntries(filterNames.map((name) => [name, null]));

function NoRows({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState title={t('queue.rows.none')}>
        <Button variant="default" onClick={onClear}>
          {t('queue.rows.clear')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('queue.rows.empty')}>
      <Text size="sm">{t('queue.rows.empty.what')}</Text>
    </EmptyState>
  );
}

function columnsOf(format: Format, serverNames: ReadonlyMap<string, string>): Column<QueueRow>[] {
  const nameOf = (uuid: string | null) => (uuid === null ? '' : (serverNames.get(uuid) ?? uuid));
  return [
    {
      key: 'status',
      header: t('queue.rows.status'),
      cell: ({ status }) => <StatusBadge status={status} label={t(`queue.status.${status}`)} />,
    },
    {
      key: 'subscriber',
      header: t('queue.rows.subscriber'),
      cell: ({ subscriber_email }) => subscriber_email ?? t('queue.rows.deleted'),
    },
    { key: 'campaign', header: t('queue.rows.campaign'), cell: ({ campaign_name }) => campaign_name },
    {
      key: 'server',
      header: t('queue.rows.server'),
      cell: ({ assigned_smtp_server_uuid }) => nameOf(assigned_smtp_server_uuid),
    },
    { key: 'when', header: t('queue.rows.when'), cell: (row) => whenOf(row, format) },
    {
      key: 'attempts',
      header: t('queue.rows.attempts'),
      cell: ({ retry_count }) => format.number(retry_count),
      isNumber: true,
    },
    {
      key: 'reply',
      header: t('queue.rows.reply'),
      cell: ({ last_error }) => (
        <Text size="sm" maw={360} style={{ overflowWrap: 'anywhere' }}>
          {last_error}
        </Text>
      ),
    },
    { key: 'actions', header: t('queue.rows.actions'), cell: (row) => <RowActions row={row} /> },
  ];
}

/** When it was sent, falls due, or became what it is. */
function whenOf({ status, sent_at, scheduled_at, updated_at }: QueueRow, format: Format): string {
  if (status === 'queued') return t('queue.rows.due', { when: format.dateTime(scheduled_at) });
  return format.dateTime(sent_at ?? updated_at);
}
