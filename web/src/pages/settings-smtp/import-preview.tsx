import { Alert, Button, Group, Stack, Switch, Table, Text, Title } from '@mantine/core';
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { messageOf } from '../../shared/message-of.ts';
import { notifyDone } from '../../shared/notify.ts';
import { QueryView } from '../../shared/query-view.tsx';
import { settingsQuery } from '../../shared/settings-query.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { changeServers } from './queries.ts';
import type { ServerInput } from './server-values.ts';

type Row = Record<string, unknown>;
type RowError = { field: string; message: string } | null;

/** What the API would say to each of these. */
const checkQuery = (servers: Row[]) =>
  queryOptions({
    queryKey: ['settings', 'check', servers],
    queryFn: ({ signal }) => dataOf(api.POST('/api/settings/smtp/check', { body: { servers }, signal })),
    placeholderData: keepPreviousData,
    // Passwords are among what is asked: they are not kept once the page is left.
    gcTime: 0,
  });

/** Every server that a file would add, with what is wrong with it; adds those that can be, all at once or none. */
export function ImportPreview(props: { servers: Row[]; lines: number[]; onDone: () => void }) {
  const { servers, lines, onDone } = props;
  const checked = useQuery(checkQuery(servers));
  return (
    <QueryView query={checked}>
      {(errors) => (
        <Stack>
          <Title order={2} size="h4">
            {t('settings-smtp.import.preview')}
          </Title>
          <PreviewTable servers={servers} lines={lines} errors={errors} />
          <AddServers
            servers={servers.filter((_, i) => errors[i] === null)}
            isStale={checked.isPlaceholderData}
            bad={errors.filter((error) => error !== null).length}
            onDone={onDone}
          />
        </Stack>
      )}
    </QueryView>
  );
}

function PreviewTable({ servers, lines, errors }: { servers: Row[]; lines: number[]; errors: RowError[] }) {
  const format = useFormat();
  return (
    <section
      aria-label={t('shared.table', { label: t('settings-smtp.import.preview') })}
      style={{ overflow: 'auto', maxHeight: 480 }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
    >
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('settings-smtp.import.line')}</Table.Th>
            <Table.Th>{t('settings-smtp.import.result')}</Table.Th>
            <Table.Th>{t('settings-smtp.name')}</Table.Th>
            <Table.Th>{t('settings-smtp.host')}</Table.Th>
            <Table.Th>{t('settings-smtp.tls')}</Table.Th>
            <Table.Th>{t('settings-smtp.username')}</Table.Th>
            <Table.Th>{t('settings-smtp.import.password')}</Table.Th>
            <Table.Th>{t('settings-smtp.from-email')}</Table.Th>
            <Table.Th>{t('settings-smtp.daily')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {servers.map((server, i) => (
            <Table.Tr key={lines[i]} {...(errors[i] ? { bg: 'var(--mantine-color-red-light)' } : {})}>
              <Table.Td className="numbers">{format.number(lines[i]!)}</Table.Td>
              <Table.Td>{errors[i]?.message ?? t('settings-smtp.import.result.good')}</Table.Td>
              <Table.Td>{textOf(server.name)}</Table.Td>
              <Table.Td>{`${textOf(server.host)}:${textOf(server.port)}`}</Table.Td>
              <Table.Td>{textOf(server.tls_type)}</Table.Td>
              <Table.Td>{textOf(server.username)}</Table.Td>
              <Table.Td>
                {t(server.password ? 'settings-smtp.import.password.given' : 'settings-smtp.import.password.none')}
              </Table.Td>
              <Table.Td>{textOf(server.from_email)}</Table.Td>
              <Table.Td className="numbers">{textOf(server.daily_limit ?? 0)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

const textOf = (value: unknown): string => (value === undefined ? '' : String(value));

function AddServers(props: { servers: Row[]; isStale: boolean; bad: number; onDone: () => void }) {
  const { servers, isStale, bad, onDone } = props;
  const format = useFormat();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [isSkipping, setIsSkipping] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const count = format.number(servers.length);

  async function add() {
    setIsBusy(true);
    setFailure(null);
    try {
      await changeServers({ save: servers as ServerInput[] });
      await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
      notifyDone(t('settings-smtp.import.done', { count }));
      onDone();
      // Once the page knows that nothing is left to lose.
      setTimeout(() => void navigate({ to: '/settings/smtp' }));
    } catch (error) {
      setFailure(error);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <>
      <Text role="status">
        {t('settings-smtp.import.counts', { good: count, all: format.number(servers.length + bad) })}
      </Text>
      {bad > 0 && servers.length > 0 && (
        <Switch
          label={t('settings-smtp.import.skip', { count: format.number(bad) })}
          checked={isSkipping}
          onChange={(event) => setIsSkipping(event.currentTarget.checked)}
        />
      )}
      {failure !== null && (
        <Alert color="red" role="alert">
          {t('shared.not-saved', { reason: messageOf(failure) })}
        </Alert>
      )}
      <Group>
        <Button
          loading={isBusy}
          disabled={servers.length === 0 || isStale || (bad > 0 && !isSkipping)}
          onClick={() => void add()}
        >
          {t('settings-smtp.import.submit', { count })}
        </Button>
      </Group>
    </>
  );
}
