import { Badge, Group, Table, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { type User, usersQuery } from './queries.ts';

/** Everyone who may come in, with the ways to shut them out. Nobody does that to themselves. */
export function UserTable({ users, selfId }: { users: User[]; selfId: number }) {
  const format = useFormat();
  return (
    <section
      aria-label={t('shared.table', { label: t('settings-users.title') })}
      style={{ overflowX: 'auto' }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
    >
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('settings-users.username')}</Table.Th>
            <Table.Th>{t('settings-users.name')}</Table.Th>
            <Table.Th>{t('settings-users.type')}</Table.Th>
            <Table.Th>{t('settings-users.seen')}</Table.Th>
            <Table.Th>{t('settings-users.actions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <Table.Tr key={user.id}>
              <Table.Td>
                {user.username}{' '}
                {user.status === 'disabled' && (
                  <Badge variant="light" color="gray">
                    {t('settings-users.disabled')}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td>{user.name}</Table.Td>
              <Table.Td>{t(`settings-users.type.${user.type}`)}</Table.Td>
              <Table.Td>
                {user.loggedin_at ? format.dateTime(user.loggedin_at) : t('settings-users.seen.never')}
              </Table.Td>
              <Table.Td>
                {user.id === selfId ? <Text size="sm">{t('settings-users.self')}</Text> : <Actions user={user} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Actions({ user: { id, username, status, type } }: { user: User }) {
  const queryClient = useQueryClient();
  const path = { id };
  const isEnabled = status === 'enabled';

  async function after(text: string) {
    await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
    notifyDone(text);
  }
  async function setStatus() {
    await api.PUT('/api/users/{id}', { params: { path }, body: { status: isEnabled ? 'disabled' : 'enabled' } });
    await after(t(isEnabled ? 'settings-users.disable.done' : 'settings-users.enable.done', { username }));
  }
  async function remove() {
    await api.DELETE('/api/users/{id}', { params: { path } });
    await after(t('settings-users.deleted', { username }));
  }

  return (
    <Group gap="xs" wrap="nowrap">
      <ConfirmButton
        size="compact-sm"
        variant="default"
        color="blue"
        title={t(isEnabled ? 'settings-users.disable.title' : 'settings-users.enable.title', { username })}
        what={t(isEnabled ? `settings-users.disable.what.${type}` : 'settings-users.enable.what', { username })}
        confirm={t(isEnabled ? 'settings-users.disable' : 'settings-users.enable')}
        onConfirm={setStatus}
      >
        {t(isEnabled ? 'settings-users.disable' : 'settings-users.enable')}
      </ConfirmButton>
      <ConfirmButton
        size="compact-sm"
        variant="light"
        color="red"
        title={t('settings-users.delete.title', { username })}
        what={t('settings-users.delete.what', { username })}
        confirm={t('settings-users.delete.confirm', { username })}
        onConfirm={remove}
      >
        {t('settings-users.delete')}
      </ConfirmButton>
    </Group>
  );
}
