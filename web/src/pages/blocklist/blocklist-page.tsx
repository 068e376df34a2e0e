import { Button, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { type Column, DataTable } from '../../shared/data-table.tsx';
import { EmptyState } from '../../shared/empty-state.tsx';
import type { Format } from '../../shared/format.ts';
import { notifyDone } from '../../shared/notify.ts';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { SearchInput } from '../../shared/search-input.tsx';
import { TextLink } from '../../shared/text-link.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { AddAddresses } from './add-addresses.tsx';
import { type Blocklisted, blocklistQuery } from './queries.ts';

/** Whom Sluice mails nothing, whatever list they are on, and why. */
export default function BlocklistPage() {
  const list = useListState();
  const format = useFormat();
  const blocklist = useQuery(blocklistQuery(list));
  const search = list.filter('search');
  return (
    <Page title={t('blocklist.title')} actions={<AddAddresses />}>
      <Stack>
        <Text size="sm">{t('blocklist.what')}</Text>
        <SearchInput
          maw={400}
          label={t('blocklist.search')}
          placeholder={t('blocklist.search.placeholder')}
          value={search}
          onSearch={(text) => list.setFilter({ search: text })}
        />
        <QueryView query={blocklist}>
          {(page) =>
            page.total > 0 ? (
              <DataTable
                label={t('blocklist.title')}
                columns={columnsOf(format)}
                page={page}
                rowKey={({ id }) => id}
                list={list}
              />
            ) : search ? (
              <EmptyState title={t('blocklist.none')}>
                <Button variant="default" onClick={() => list.setFilter({ search: null })}>
                  {t('blocklist.clear')}
                </Button>
              </EmptyState>
            ) : (
              <EmptyState title={t('blocklist.empty')}>
                <Text size="sm">{t('blocklist.empty.what')}</Text>
              </EmptyState>
            )
          }
        </QueryView>
      </Stack>
    </Page>
  );
}

function columnsOf(format: Format): Column<Blocklisted>[] {
  return [
    {
      key: 'email',
      header: t('blocklist.email'),
      cell: ({ id, email }) => (
        <TextLink to={`/subscribers/${id}`} search={{ tab: 'history' }}>
          {email}
        </TextLink>
      ),
    },
    { key: 'since', header: t('blocklist.since'), cell: ({ blocklisted_at }) => format.dateTime(blocklisted_at) },
    { key: 'why', header: t('blocklist.why'), cell: (person) => <Why person={person} /> },
    { key: 'actions', header: t('blocklist.actions'), cell: (person) => <TakeOff person={person} /> },
  ];
}

function Why({ person: { blocklisted_by: by, bounce } }: { person: Blocklisted }) {
  const format = useFormat();
  return (
    <>
      <Text size="sm">{t(`blocklist.by.${by ?? 'unknown'}`)}</Text>
      {bounce && (
        <Text size="sm" c="dimmed" maw={480} style={{ overflowWrap: 'anywhere' }}>
          {t(`blocklist.bounce.${bounce.type}`, { source: bounce.source, when: format.dateTime(bounce.created_at) })}{' '}
          {bounce.reply}
        </Text>
      )}
    </>
  );
}

function TakeOff({ person: { id, email } }: { person: Blocklisted }) {
  const queryClient = useQueryClient();
  return (
    <ConfirmButton
      variant="subtle"
      size="compact-sm"
      color="blue"
      title={t('blocklist.take-off.title', { email })}
      what={t('blocklist.take-off.what')}
      confirm={t('blocklist.take-off.confirm')}
      onConfirm={async () => {
        await api.PATCH('/api/subscribers/{id}', { params: { path: { id } }, body: { status: 'enabled' } });
        notifyDone(t('blocklist.taken-off', { email }));
        for (const key of ['blocklist', 'subscribers', 'activity']) {
          void queryClient.invalidateQueries({ queryKey: [key] });
        }
      }}
    >
      {t('blocklist.take-off')}
    </ConfirmButton>
  );
}
