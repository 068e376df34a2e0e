import { Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Column, DataTable } from '../../shared/data-table.tsx';
import { EmptyState } from '../../shared/empty-state.tsx';
import type { Format } from '../../shared/format.ts';
import { QueryView } from '../../shared/query-view.tsx';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { type ServerEvent, serverEventsQuery } from './queries.ts';

/** Every change of a server's health with the reply that caused it, the newest first. */
export function ServerEvents({ uuid }: { uuid: string }) {
  const list = useListState();
  const format = useFormat();
  const events = useQuery(serverEventsQuery(uuid, list.page));
  return (
    <section aria-labelledby="server-events">
      <Title order={2} size="h4" mb="sm" id="server-events">
        {t('server.events')}
      </Title>
      <QueryView query={events}>
        {(page) =>
          page.total === 0 ? (
            <EmptyState title={t('server.events.none')}>
              <Text size="sm">{t('server.events.none.what')}</Text>
            </EmptyState>
          ) : (
            <DataTable
              label={t('server.events')}
              columns={columnsOf(format)}
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

function columnsOf(format: Format): Column<ServerEvent>[] {
  return [
    { key: 'at', header: t('server.events.at'), cell: ({ at }) => format.dateTime(at) },
    {
      key: 'change',
      header: t('server.events.change'),
      cell: ({ from, to }) => (
        <Group gap={4} wrap="nowrap">
          <StatusBadge status={from} label={t(`queue.health.${from}`)} />
          <span aria-hidden>→</span>
          <StatusBadge status={to} label={t(`queue.health.${to}`)} />
        </Group>
      ),
    },
    {
      key: 'reply',
      header: t('server.events.reply'),
      cell: ({ reply, changed_by }) => (
        <Text size="sm" maw={480} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {reply}
          {changed_by && ` (${changed_by})`}
        </Text>
      ),
    },
    {
      key: 'until',
      header: t('server.events.until'),
      cell: ({ until }) => (until === null ? '' : format.dateTime(until)),
    },
  ];
}
