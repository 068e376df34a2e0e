import { Alert, Button, Container, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { messageOf } from '../shared/message-of.ts';
import { useApiForm } from '../shared/use-api-form.ts';
import { t } from '../texts/t.ts';
import { signIn } from './session.ts';

/** The page of those who are not signed in, at whatever address they asked for. */
export function Login({ onEntered }: { onEntered: () => Promise<void> }) {
  useDocumentTitle(`${t('login.title')} · ${t('app.name')}`);
  return (
    <Container component="main" size={420} py="15vh">
      <Title order={1} size="h2" mb="md">
        {t('login.title')}
      </Title>
      <Paper withBorder p="lg">
        <LoginForm onEntered={onEntered} />
      </Paper>
      <Text size="sm" c="dimmed" mt="md">
        {t('login.first-start')}
      </Text>
    </Container>
  );
}

/** Username and password, and why they are asked for, if there is a reason. */
export function LoginForm({ reason, onEntered }: { reason?: string; onEntered: () => Promise<void> }) {
  const form = useApiForm({
    initial: { username: '', password: '' },
    submit: async ({ username, password }) => {
      await signIn(username, password);
      await onEntered();
    },
  });
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        {reason && <Text size="sm">{reason}</Text>}
        {form.failure !== null && (
          <Alert color="red" role="alert">
            {messageOf(form.failure)}
          </Alert>
        )}
        <TextInput
          label={t('login.username')}
          autoComplete="username"
          autoCapitalize="none"
          required
          data-autofocus
          {...form.field('username')}
        />
        <PasswordInput
          label={t('login.password')}
          autoComplete="current-password"
          required
          {...form.field('password')}
        />
        <Button type="submit" loading={form.isSubmitting}>
          {t('login.submit')}
        </Button>
      </Stack>
    </form>
  );
}
