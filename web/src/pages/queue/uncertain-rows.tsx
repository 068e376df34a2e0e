import { Checkbox, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyButton } from '../../shared/copy-button.tsx';
import { type Column, DataTable, type PageOf } from '../../shared/data-table.tsx';
import type { Format } from '../../shared/format.ts';
import { serversQuery } from '../../shared/queue-queries.ts';
import { useFormat } from '../../shared/use-format.ts';
import type { ListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { DecideUncertain } from './decide-uncertain.tsx';
import type { UncertainRow } from './queries.ts';

/** One page of uncertain emails, to be decided one by one or those that are chosen together. */
export function UncertainRows({ page, list }: { page: PageOf<UncertainRow>; list: ListState }) {
  const format = useFormat();
  const { data: servers = [] } = useQuery(serversQuery);
  const [chosenIds, setChosenIds] = useState<ReadonlySet<number>>(new Set());
  const chosen = page.results.filter(({ id }) => chosenIds.has(id)); // those that were decided meanwhile are gone
  const nameOf = (uuid: string | null) => servers.find((server) => server.uuid === uuid)?.name ?? uuid ?? '';
  const choose = (ids: readonly number[], isChosen: boolean) =>
    setChosenIds((before) => new Set([...before].filter((id) => !ids.includes(id)).concat(isChosen ? ids : [])));

  return (
    <>
      <Group>
        <Checkbox
          label={t('uncertain.all')}
          checked={chosen.length === page.results.length}
          indeterminate={chosen.length > 0 && chosen.length < page.results.length}
          onChange={({ currentTarget }) =>
            choose(
              page.results.map(({ id }) => id),
              currentTarget.checked,
            )
          }
        />
        <Text size="sm" c="dimmed" role="status">
          {t('uncertain.chosen', { count: format.number(chosen.length) })}
        </Text>
        {chosen.length > 0 && <DecideUncertain of={{ rows: chosen }} size="xs" />}
      </Group>
      <DataTable
        label={t('uncertain.title')}
        columns={columnsOf({ format, nameOf, chosenIds, choose })}
        page={page}
        rowKey={({ id }) => id}
        list={list}
      />
    </>
  );
}

function columnsOf(on: {
  format: Format;
  nameOf: (uuid: string | null) => string;
  chosenIds: ReadonlySet<number>;
  choose: (ids: readonly number[], isChosen: boolean) => void;
}): Column<UncertainRow>[] {
  return [
    {
      key: 'chosen',
      header: t('uncertain.choose'),
      cell: ({ id, subscriber_email }) => (
        <Checkbox
          aria-label={t('uncertain.choose.one', { email: subscriber_email ?? t('queue.rows.deleted') })}
          checked={on.chosenIds.has(id)}
          onChange={({ currentTarget }) => on.choose([id], currentTarget.checked)}
        />
      ),
    },
    {
      key: 'subscriber',
      header: t('queue.rows.subscriber'),
      cell: ({ subscriber_email }) => subscriber_email ?? t('queue.rows.deleted'),
    },
    { key: 'campaign', header: t('queue.rows.campaign'), cell: ({ campaign_name }) => campaign_name },
    { key: 'server', header: t('queue.rows.server'), cell: ({ smtp_server_uuid }) => on.nameOf(smtp_server_uuid) },
    {
      key: 'at',
      header: t('uncertain.at'),
      cell: ({ started_at }) => (started_at === null ? '' : on.format.dateTime(started_at)),
    },
    {
      key: 'message',
      header: t('uncertain.message-id'),
      cell: ({ message_id }) =>
        message_id && (
          <>
            <Text size="sm" ff="monospace" maw={320} style={{ overflowWrap: 'anywhere' }}>
              {message_id}
            </Text>
            <CopyButton value={message_id} />
          </>
        ),
    },
    {
      key: 'reason',
      header: t('uncertain.reason'),
      cell: ({ reason }) => (
        <Text size="sm" maw={320} style={{ overflowWrap: 'anywhere' }}>
          {reason}
        </Text>
      ),
    },
    {
      key: 'actions',
      header: t('queue.rows.actions'),
      cell: (row) => (
        <Group gap={4} wrap="nowrap">
          <DecideUncertain of={{ rows: [row] }} size="compact-sm" />
        </Group>
      ),
    },
  ];
}
