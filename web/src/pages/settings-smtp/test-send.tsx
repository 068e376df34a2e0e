import { Alert, Button, Code, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { api, dataOf } from '../../api/client.ts';
import { FieldGroup } from '../../shared/field-group.tsx';
import { messageOf } from '../../shared/message-of.ts';
import { t } from '../../texts/t.ts';
import type { ServerInput } from './server-values.ts';

type Report = Awaited<ReturnType<typeof sendTest>>;

/**
 * Sends one message through a server, and shows what it and Sluice said to one another.
 *
 * @param props.uuid Of a stored server, whose password is used when none is given.
 * @param props.input The server as it is to be tried.
 */
export function TestSend({ uuid, input }: { uuid: string | undefined; input: () => ServerInput }) {
  const [email, setEmail] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [report, setReport] = useState<Report | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const isAboutEmail = failure instanceof ApiError && failure.field === 'email';

  async function send() {
    setIsBusy(true);
    setReport(null);
    setFailure(null);
    try {
      setReport(await sendTest({ uuid, input: input(), email }));
    } catch (error) {
      setFailure(error);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <FieldGroup title={t('settings-smtp.test')} what={t('settings-smtp.test.what')}>
      <Group align="flex-end">
        <TextInput
          type="email"
          label={t('settings-smtp.test.to')}
          value={email}
          error={isAboutEmail && failure.expectation}
          onChange={(event) => setEmail(event.currentTarget.value)}
          // It stands within the form of the server, which Enter must not save.
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            void send();
          }}
          flex="1 1 200px"
        />
        <Button variant="light" loading={isBusy} onClick={() => void send()}>
          {t('settings-smtp.test.submit')}
        </Button>
      </Group>
      {failure !== null && !isAboutEmail && (
        <Alert color="red" role="alert">
          {t('settings-smtp.test.invalid', { reason: messageOf(failure) })}
        </Alert>
      )}
      {report && <TestReport report={report} />}
    </FieldGroup>
  );
}

function TestReport({ report: { ok, reason, conversation } }: { report: Report }) {
  return (
    <>
      <Alert color={ok ? 'green' : 'red'} role={ok ? 'status' : 'alert'}>
        {t(ok ? 'settings-smtp.test.ok' : 'settings-smtp.test.failed', { reason })}
      </Alert>
      {conversation.length > 0 ? (
        <section
          aria-label={t('settings-smtp.test.conversation')}
          style={{ maxHeight: 320, overflow: 'auto' }}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
          tabIndex={0}
        >
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {conversation.join('\n')}
          </Code>
        </section>
      ) : (
        <Text size="sm">{t('settings-smtp.test.conversation.none')}</Text>
      )}
    </>
  );
}

function sendTest({ uuid, input, email }: { uuid: string | undefined; input: ServerInput; email: string }) {
  const { name, host = '', port = 0, ...others } = input;
  const body = { ...others, ...(uuid ? { uuid } : {}), ...(name ? { name } : {}), host, port, email };
  return dataOf(api.POST('/api/settings/smtp/test', { body }));
}
