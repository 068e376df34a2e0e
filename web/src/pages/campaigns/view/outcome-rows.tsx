import { Button, Group, MultiSelect, Select, SimpleGrid, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Column, DataTable } from '../../../shared/data-table.tsx';
import { EmptyState } from '../../../shared/empty-state.tsx';
import type { Format } from '../../../shared/format.ts';
import { QueryView } from '../../../shared/query-view.tsx';
import { SearchInput } from '../../../shared/search-input.tsx';
import { StatusBadge } from '../../../shared/status-badge.tsx';
import { useFormat } from '../../../shared/use-format.ts';
import { type ListState, useListState } from '../../../shared/use-list-state.ts';
import { t } from '../../../texts/t.ts';
import {
  type Campaign,
  type CampaignReport,
  outcomeFilterOf,
  outcomesQuery,
  type QueueRow,
  rowStatuses,
} from '../queries.ts';
import { ExportOutcomes } from './export-outcomes.tsx';
import { RetryOutcomes } from './retry-outcomes.tsx';

type Servers = CampaignReport['servers'];

const filterNames = ['status', 'server', 'email'];

/** What became of each email, by status, server and address; those that are shown can be retried together. */
export function OutcomeRows({ campaign, servers }: { campaign: Campaign; servers: Servers }) {
  const list = useListState();
  const format = useFormat();
  const rows = useQuery(outcomesQuery(campaign.id, list));
  const filter = outcomeFilterOf(list);
  return (
    <section aria-labelledby="campaign-outcomes">
      <Group justify="space-between" mt="xl" mb="sm">
        <Title order={3} size="h5" id="campaign-outcomes">
          {t('campaigns.outcomes')}
        </Title>
        <Group gap="xs">
          <RetryOutcomes campaign={campaign} filter={filter} />
          <ExportOutcomes campaignId={campaign.id} filter={filter} />
        </Group>
      </Group>
      <Filters list={list} servers={servers} />
      <QueryView query={rows}>
        {(page) =>
          page.results.length === 0 ? (
            <EmptyState title={t('campaigns.outcomes.none')}>
              {filterNames.some((name) => list.filter(name) !== '') && (
                <Button
                  variant="default"
                  onClick={() => list.setFilter(Object.fromEntries(filterNames.map((name) => [name, null])))}
                >
                  {t('campaigns.filter.clear')}
                </Button>
              )}
            </EmptyState>
          ) : (
            <DataTable
              label={t('campaigns.outcomes')}
              columns={columnsOf(format, servers)}
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

function Filters({ list, servers }: { list: ListState; servers: Servers }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} mb="md">
      <MultiSelect
        label={t('campaigns.filter.status')}
        placeholder={list.filter('status') ? '' : t('campaigns.filter.any')}
        data={rowStatuses.map((value) => ({ value, label: t(`campaigns.row.${value}`) }))}
        value={list.filters('status')}
        onChange={(status) => list.setFilter({ status })}
        clearable
      />
      <Select
        label={t('campaigns.report.server')}
        placeholder={t('campaigns.filter.any')}
        data={servers.flatMap(({ uuid, name }) => (uuid === null ? [] : [{ value: uuid, label: name ?? uuid }]))}
        value={list.filter('server') || null}
        onChange={(server) => list.setFilter({ server })}
        clearable
      />
      <SearchInput
        label={t('campaigns.outcomes.email')}
        placeholder={t('campaigns.outcomes.email.placeholder')}
        value={list.filter('email')}
        onSearch={(email) => list.setFilter({ email })}
      />
    </SimpleGrid>
  );
}

function columnsOf(format: Format, servers: Servers): Column<QueueRow>[] {
  const names = new Map(servers.map(({ uuid, name }) => [uuid, name]));
  return [
    {
      key: 'status',
      header: t('campaigns.column.status'),
      cell: ({ status }) => <StatusBadge status={status} label={t(`campaigns.row.${status}`)} />,
    },
    {
      key: 'email',
      header: t('campaigns.outcomes.subscriber'),
      cell: ({ subscriber_email }) => subscriber_email ?? t('campaigns.outcomes.gone'),
    },
    {
      key: 'server',
      header: t('campaigns.report.server'),
      cell: ({ assigned_smtp_server_uuid: uuid }) => (uuid === null ? '' : (names.get(uuid) ?? uuid)),
    },
    {
      key: 'attempts',
      header: t('campaigns.outcomes.attempts'),
      cell: ({ retry_count }) => format.number(retry_count),
      isNumber: true,
    },
    {
      key: 'when',
      header: t('campaigns.outcomes.when'),
      cell: ({ status, scheduled_at, sent_at, updated_at }) =>
        status === 'queued'
          ? t('campaigns.outcomes.due', { when: format.dateTime(scheduled_at) })
          : format.dateTime(sent_at ?? updated_at),
    },
    {
      key: 'reply',
      header: t('campaigns.outcomes.reply'),
      cell: ({ last_error }) => (
        <Text size="sm" maw={420} style={{ overflowWrap: 'anywhere' }}>
          {last_error}
        </Text>
      ),
    },
  ];
}
