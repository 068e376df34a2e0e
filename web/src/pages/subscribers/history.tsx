import { Button, Code, Group, Stack, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { CopyButton } from '../../shared/copy-button.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { type Happened, happenedTo } from './happened.ts';
import { activityQuery, type Subscriber, serversQuery } from './queries.ts';

const shownAtOnce = 50;

/** Everything that happened with a subscriber, the latest first. */
export function History({ subscriber }: { subscriber: Subscriber }) {
  const activity = useQuery(activityQuery(subscriber.id));
  const [most, setMost] = useState(shownAtOnce);
  const format = useFormat();
  return (
    <QueryView query={activity}>
      {(data) => {
        const happened = happenedTo(subscriber, data);
        return (
          <Stack>
            <Timeline bulletSize={14} lineWidth={2}>
              {happened.slice(0, most).map((one) => (
                <Timeline.Item key={one.key} title={<Title happened={one} />}>
                  <Text size="sm" c="dimmed">
                    {format.dateTime(one.at)}
                  </Text>
                  <More happened={one} />
                </Timeline.Item>
              ))}
            </Timeline>
            {happened.length > most && (
              <Group>
                <Button variant="default" onClick={() => setMost(most + shownAtOnce)}>
                  {t('subscribers.history.more', { count: format.number(happened.length - most) })}
                </Button>
              </Group>
            )}
          </Stack>
        );
      }}
    </QueryView>
  );
}

function Title({ happened }: { happened: Happened }): ReactNode {
  switch (happened.kind) {
    case 'added':
      return t('subscribers.history.added');
    case 'joined':
    case 'confirmed':
    case 'left':
      return t(`subscribers.history.${happened.kind}`, { list: happened.list });
    case 'blocklisted':
      return t('subscribers.history.blocklisted', { why: t(`subscribers.blocklisted-by.${happened.by ?? 'unknown'}`) });
    case 'bounce': {
      const { type, source, campaign } = happened.bounce;
      return (
        <Group gap="xs">
          <StatusBadge status={type} label={t(`subscribers.bounce.${type}`)} />
          {campaign
            ? t('subscribers.history.bounce-of', { source, campaign: campaign.name })
            : t('subscribers.history.bounce', { source })}
        </Group>
      );
    }
    case 'message': {
      const { status, campaign_name: campaign } = happened.message;
      return (
        <Group gap="xs">
          <StatusBadge status={status} label={t(`subscribers.message.${status}`)} />
          {t('subscribers.history.message', { campaign })}
        </Group>
      );
    }
  }
}

function More({ happened }: { happened: Happened }) {
  if (happened.kind === 'bounce') return <Reply text={replyOf(happened.bounce.meta)} />;
  if (happened.kind !== 'message') return null;
  const { attempts, last_error: error, status } = happened.message;
  if (attempts.length > 0) return <Attempts attempts={attempts} />;
  return status === 'sent' ? null : <Reply text={error} />;
}

type AttemptsOf = Extract<Happened, { kind: 'message' }>['message']['attempts'];

/** Every try, with the server and what it answered. */
function Attempts({ attempts }: { attempts: AttemptsOf }) {
  const format = useFormat();
  const { data: servers = [] } = useQuery(serversQuery);
  const nameOf = (uuid: string) => servers.find((server) => server.uuid === uuid)?.name ?? uuid;
  return attempts.map(({ id, smtp_server_uuid, outcome, started_at, reply }) => (
    <div key={id}>
      <Text size="sm">
        {t('subscribers.history.attempt', {
          server: nameOf(smtp_server_uuid),
          outcome: outcome ?? t('subscribers.history.attempt.running'),
          when: format.dateTime(started_at),
        })}
      </Text>
      <Reply text={reply} />
    </div>
  ));
}

function Reply({ text }: { text: string | null }) {
  if (!text) return null;
  return (
    <div>
      <CopyButton value={text} />
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </Code>
    </div>
  );
}

const replyOf = (meta: Record<string, unknown>) => (typeof meta.reply === 'string' ? meta.reply : null);
