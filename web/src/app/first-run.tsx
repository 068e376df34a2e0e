import { Alert, Anchor, Button, Container, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { api } from '../api/client.ts';
import { messageOf } from '../shared/message-of.ts';
import { useApiForm } from '../shared/use-api-form.ts';
import { t } from '../texts/t.ts';
import { signIn } from './session.ts';

/** Where the link leads that is printed at the first start. */
export const firstRunPath = '/admin/first-run';

/**
 * The name and password that were printed at the first start. They are behind the `#` of the link, which a browser sends
 * to no server, so no log of a proxy has them.
 */
function printedLogin(): { username: string; password: string } {
  const fields = new URLSearchParams(location.hash.slice(1));
  return { username: fields.get('user') ?? '', password: fields.get('password') ?? '' };
}

/**
 * Where the first user chooses a name and a password in place of those that were printed. Those are what proves that one
 * may: whoever can read the log of the first start. Once they are changed, the link leads nowhere.
 */
export function FirstRun() {
  useDocumentTitle(`${t('first-run.title')} · ${t('app.name')}`);
  const [printed] = useState(printedLogin);
  const form = useApiForm({
    initial: { username: printed.username, password: '', repeated: '' },
    check: ({ password, repeated }) => (password === repeated ? {} : { repeated: t('first-run.repeat.differs') }),
    submit: async ({ username, password }) => {
      await signIn(printed.username, printed.password);
      await becomeFirstUser({ username, password });
      location.replace('/admin/welcome');
    },
  });
  const isUsed = form.failure instanceof ApiError && form.failure.code === 'unauthenticated';

  return (
    <Container component="main" size={420} py="12vh">
      <Title order={1} size="h2" mb="md">
        {t('first-run.title')}
      </Title>
      <Paper withBorder p="lg">
        <form onSubmit={form.onSubmit}>
          <Stack>
            <Text size="sm">{t('first-run.what')}</Text>
            {form.failure !== null && (
              <Alert color="red" role="alert">
                {isUsed ? t('first-run.used') : messageOf(form.failure)}{' '}
                {isUsed && <Anchor href="/admin/">{t('first-run.sign-in')}</Anchor>}
              </Alert>
            )}
            <TextInput label={t('first-run.username')} autoComplete="username" required {...form.field('username')} />
            <PasswordInput
              label={t('first-run.password')}
              description={t('first-run.password.what')}
              autoComplete="new-password"
              minLength={8}
              required
              {...form.field('password')}
            />
            <PasswordInput
              label={t('first-run.repeat')}
              autoComplete="new-password"
              required
              {...form.field('repeated')}
            />
            <Button type="submit" loading={form.isSubmitting}>
              {t('first-run.submit')}
            </Button>
          </Stack>
        </form>
      </Paper>
    </Container>
  );
}

/** Gives who is signed in these instead. A new password ends all sessions, so the new one is used at once. */
async function becomeFirstUser(login: { username: string; password: string }): Promise<void> {
  const { data } = await api.GET('/api/profile');
  await api.PUT('/api/users/{id}', { params: { path: { id: data!.data.id } }, body: login });
  await signIn(login.username, login.password);
}
