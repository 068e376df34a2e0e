import { Group, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { type Column, DataTable } from '../../shared/data-table.tsx';
import { EmptyState } from '../../shared/empty-state.tsx';
import type { Format } from '../../shared/format.ts';
import { listNamesQuery } from '../../shared/list-names.ts';
import { notifyDone } from '../../shared/notify.ts';
import { QueryView } from '../../shared/query-view.tsx';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { Rejects } from './import-progress.tsx';
import { type Import, importsQuery } from './queries.ts';

/** Every import there was, with what became of its rows. */
export function ImportHistory({ isImporting }: { isImporting: boolean }) {
  const list = useListState();
  const format = useFormat();
  const queryClient = useQueryClient();
  const imports = useQuery(importsQuery(list));
  const { data: lists = [] } = useQuery(listNamesQuery);
  const nameOf = (id: number) => lists.find((one) => one.id === id)?.name ?? String(id);
  const total = imports.data?.total ?? 0;
  return (
    <section aria-labelledby="import-history">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id="import-history">
          {t('import.history')}
        </Title>
        {total > 0 && !isImporting && (
          <ConfirmButton
            variant="default"
            size="xs"
            title={t('import.forget.title')}
            what={t('import.forget.what')}
            confirm={t('import.forget.confirm')}
            onConfirm={async () => {
              await api.DELETE('/api/import/subscribers', { params: { query: { action: 'forget' } } });
              notifyDone(t('import.forgotten'));
              await queryClient.invalidateQueries({ queryKey: ['imports'] });
            }}
          >
            {t('import.forget')}
          </ConfirmButton>
        )}
      </Group>
      <QueryView query={imports}>
        {(page) =>
          page.total === 0 ? (
            <EmptyState title={t('import.history.empty')}>
              <Text size="sm">{t('import.history.empty.what')}</Text>
            </EmptyState>
          ) : (
            <DataTable
              label={t('import.history')}
              columns={columnsOf(format, nameOf)}
              page={page}
              rowKey={({ id }) => id!}
              list={list}
            />
          )
        }
      </QueryView>
    </section>
  );
}

function columnsOf(format: Format, nameOf: (listId: number) => string): Column<Import>[] {
  return [
    {
      key: 'when',
      header: t('import.when'),
      cell: ({ created_at }) => created_at && format.dateTime(created_at),
    },
    { key: 'file', header: t('import.file'), cell: ({ name }) => name },
    {
      key: 'status',
      header: t('import.status'),
      cell: ({ status }) => status !== 'none' && <StatusBadge status={status} label={t(`import.status.${status}`)} />,
    },
    {
      key: 'onto',
      header: t('import.onto'),
      cell: ({ mode, list_ids }) =>
        mode === 'blocklist' ? t('import.onto.blocklist') : list_ids.map(nameOf).join(', ') || t('import.onto.none'),
    },
    {
      key: 'imported',
      header: t('import.imported'),
      cell: ({ imported }) => format.number(imported),
      isNumber: true,
    },
    {
      key: 'rejected',
      header: t('import.rejected'),
      cell: ({ rejected }) => format.number(rejected),
      isNumber: true,
    },
    {
      key: 'errors',
      header: t('import.errors'),
      cell: (one) => (
        <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
          {one.error} {one.rejected > 0 && <Rejects latest={one} />}
        </Text>
      ),
    },
  ];
}
