import { Anchor, Group, List, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { serversQuery } from '../../shared/queue-queries.ts';
import { t } from '../../texts/t.ts';
import { countsQuery } from './queries.ts';

/** What is still to be done before the first campaign, with the next step first; nothing once there is one. */
export function FirstSteps() {
  const { data: servers } = useQuery(serversQuery);
  const { data: counts } = useQuery(countsQuery);
  if (!servers || !counts || (servers.length > 0 && counts.campaigns.total > 0)) return null;
  const steps = [
    { isDone: servers.length > 0, to: '/settings/smtp', text: t('dashboard.steps.servers') },
    { isDone: counts.subscribers.total > 0, to: '/import', text: t('dashboard.steps.subscribers') },
    { isDone: counts.campaigns.total > 0, to: '/campaigns/new', text: t('dashboard.steps.campaign') },
  ];
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="first-steps">
      <Title order={2} size="h4" mb="xs" id="first-steps">
        {t('dashboard.steps')}
      </Title>
      <List type="ordered" spacing="xs">
        {steps.map(({ isDone, to, text }) => (
          <List.Item key={to}>
            <Group gap="xs">
              {isDone ? (
                <Text c="dimmed">{t('dashboard.steps.done', { step: text })}</Text>
              ) : (
                <Anchor component={Link} to={to}>
                  {text}
                </Anchor>
              )}
            </Group>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}
