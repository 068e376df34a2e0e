import { Button, Code, Modal, Text, Timeline } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { CopyButton } from '../../shared/copy-button.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { serversQuery } from '../../shared/queue-queries.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { queueRowQuery } from './queries.ts';

/** Every attempt to send one email, with what the server answered. */
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
        <Attempts id={id} />
      </Modal>
    </>
  );
}

function Attempts({ id }: { id: number }) {
  const format = useFormat();
  const row = useQuery(queueRowQuery(id));
  const { data: servers = [] } = useQuery(serversQuery);
  const nameOf = (uuid: string) => servers.find((server) => server.uuid === uuid)?.name ?? uuid;
  return (
    <QueryView query={row}>
      {({ attempts }) =>
        attempts.length === 0 ? (
          <Text>{t('queue.row.history.none')}</Text>
        ) : (
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
        )
      }
    </QueryView>
  );
}
