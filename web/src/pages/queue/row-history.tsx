import { Button, Code, Modal, Stack, Text, Timeline } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Schema } from '../../api/client.ts';
import { CopyButton } from '../../shared/copy-button.tsx';
import { Countdown } from '../../shared/countdown.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { serversQuery } from '../../shared/queue-queries.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { queueRowQuery } from './queries.ts';

/** What one email waits for, and every attempt to send it, with what the server answered. */
export function RowHistory({ id, email }: { id: number; email: string }) {
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={dialog.open}>
        {t('queue.row.history')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        size="lg"
        title={t('queue.row.history.title', { email })}
        closeButtonProps={{ 'aria-label': t('shared.close') }}
      >
        <Details id={id} />
      </Modal>
    </>
  );
}

function Details({ id }: { id: number }) {
  const row = useQuery(queueRowQuery(id));
  return (
    <QueryView query={row}>
      {(data) => (
        <Stack>
          {data.waiting_for && (
            <Text>
              {data.waiting_for}
              {data.next_send_at && (
                <>
                  {' '}
                  (<Countdown at={data.next_send_at} />)
                </>
              )}
            </Text>
          )}
          <Attempts attempts={data.attempts} />
        </Stack>
      )}
    </QueryView>
  );
}

function Attempts({ attempts }: Pick<Schema<'QueueRowInDetail'>, 'attempts'>) {
  const format = useFormat();
  const { data: servers = [] } = useQuery(serversQuery);
  const nameOf = (uuid: string) => servers.find((server) => server.uuid === uuid)?.name ?? uuid;
  if (attempts.length === 0) return <Text>{t('queue.row.history.none')}</Text>;
  return (
    <Timeline bulletSize={14} lineWidth={2}>
      {attempts.map((attempt) => (
        <Timeline.Item
          key={attempt.id}
          title={`${nameOf(attempt.smtp_server_uuid)}: ${attempt.outcome ?? t('queue.row.history.running')}`}
        >
          <Text size="sm" c="dimmed">
            {format.dateTime(attempt.started_at)}
          </Text>
          {attempt.reply && <CopyButton value={attempt.reply} />}
          {attempt.reply && (
            <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {attempt.reply}
            </Code>
          )}
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
