import { PasswordInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { FieldGroup } from '../../shared/field-group.tsx';
import { FormButtons } from '../../shared/form-buttons.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { UnsavedGuard } from '../../shared/unsaved-guard.tsx';
import { useApiForm } from '../../shared/use-api-form.ts';
import { t } from '../../texts/t.ts';
import { selfQuery, type User, usersQuery } from './queries.ts';

/** One's own name, address and password. */
export function ProfileForm({ self }: { self: User }) {
  const queryClient = useQueryClient();
  const form = useApiForm({
    initial: { name: self.name, email: self.email ?? '', password: '', repeated: '' },
    check: ({ password, repeated }) => (password === repeated ? {} : { repeated: t('settings-users.repeat.differs') }),
    submit: async (_values, { repeated: _, ...changes }) => {
      await api.PUT('/api/profile', { body: changes });
      const { password } = changes;
      // A new password ends every session, this one too.
      if (password) await api.POST('/api/login', { body: { username: self.username, password } });
      for (const { queryKey } of [selfQuery, usersQuery]) await queryClient.invalidateQueries({ queryKey });
      notifyDone(t(password ? 'settings-users.profile.saved.password' : 'settings-users.profile.saved'));
    },
  });

  return (
    <form onSubmit={form.onSubmit} noValidate>
      <UnsavedGuard isDirty={form.isDirty} />
      <Stack maw={640}>
        <FieldGroup
          title={t('settings-users.profile')}
          what={t('settings-users.profile.what', { username: self.username })}
        >
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput label={t('settings-users.name')} autoComplete="name" {...form.field('name')} />
            <TextInput type="email" label={t('settings-users.email')} autoComplete="email" {...form.field('email')} />
            <PasswordInput
              label={t('settings-users.new-password')}
              description={t('settings-users.password.keep')}
              autoComplete="new-password"
              {...form.field('password')}
            />
            <PasswordInput
              label={t('settings-users.repeat')}
              description={t('settings-users.password.what')}
              autoComplete="new-password"
              {...form.field('repeated')}
            />
          </SimpleGrid>
        </FieldGroup>
        <FormButtons form={form} />
      </Stack>
    </form>
  );
}
