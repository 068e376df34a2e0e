import { Alert, Button, Code, Group, Modal, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { CopyButton } from '../../shared/copy-button.tsx';
import { FormFailure } from '../../shared/form-failure.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { useApiForm } from '../../shared/use-api-form.ts';
import { t } from '../../texts/t.ts';
import { usersQuery } from './queries.ts';

/** A button that opens a form for a person or a program that is to come in. */
export function AddUser() {
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button onClick={dialog.open}>{t('settings-users.add')}</Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={t('settings-users.add')}
        closeButtonProps={{ 'aria-label': t('shared.close') }}
      >
        <AddUserForm onClose={dialog.close} />
      </Modal>
    </>
  );
}

function AddUserForm({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const [created, setCreated] = useState<{ username: string; token: string } | null>(null);
  const form = useApiForm({
    initial: { type: 'user' as 'user' | 'api', username: '', name: '', email: '', password: '' },
    submit: async ({ type, username, name, email, password }) => {
      const body = { type, username, name, email, ...(type === 'user' ? { password } : {}) };
      const user = await dataOf(api.POST('/api/users', { body }));
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
      if (user.password) return setCreated({ username, token: user.password });
      notifyDone(t('settings-users.added', { username }));
      onClose();
    },
  });
  if (created) return <Token {...created} onClose={onClose} />;

  const { type } = form.values;
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <Stack>
        <Select
          label={t('settings-users.type')}
          allowDeselect={false}
          data={(['user', 'api'] as const).map((value) => ({ value, label: t(`settings-users.type.${value}`) }))}
          value={type}
          onChange={(value) => form.set({ type: value as typeof type })}
        />
        <TextInput
          label={t('settings-users.username')}
          description={t('settings-users.username.what')}
          autoComplete="off"
          required
          {...form.field('username')}
        />
        <TextInput label={t('settings-users.name')} autoComplete="off" {...form.field('name')} />
        {type === 'user' && (
          <>
            <TextInput type="email" label={t('settings-users.email')} autoComplete="off" {...form.field('email')} />
            <PasswordInput
              label={t('settings-users.password')}
              description={t('settings-users.password.what')}
              autoComplete="new-password"
              required
              {...form.field('password')}
            />
          </>
        )}
        <FormFailure failure={form.failure} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shared.cancel')}
          </Button>
          <Button type="submit" loading={form.isSubmitting}>
            {t('settings-users.add.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The token of an API user, which nobody is told again. */
function Token({ username, token, onClose }: { username: string; token: string; onClose: () => void }) {
  return (
    <Stack>
      <Alert color="yellow" role="status">
        {t('settings-users.token.once', { username })}
      </Alert>
      <Group>
        <Code style={{ overflowWrap: 'anywhere' }}>{token}</Code>
        <CopyButton value={token} />
      </Group>
      <Text size="sm">{t('settings-users.token.use')}</Text>
      <Code style={{ overflowWrap: 'anywhere' }}>{`Authorization: token ${username}:${token}`}</Code>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('settings-users.token.done')}</Button>
      </Group>
    </Stack>
  );
}
