import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { settingsQuery } from '../../shared/settings-query.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { AddSample } from './add-sample.tsx';

/** How many subscribers there are. */
const subscriberCountQuery = queryOptions({
  queryKey: ['subscribers', 'count'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/subscribers', { params: { query: { per_page: 1 } }, signal })),
});

/** The first steps, each with whether it is done: a server to send by, somebody to send to. */
export default function WelcomePage() {
  const settings = useQuery(settingsQuery);
  const subscribers = useQuery(subscriberCountQuery);
  return (
    <Page title={t('welcome.title')}>
      <Text mb="lg" maw={640}>
        {t('welcome.what')}
      </Text>
      <Stack maw={640}>
        <QueryView query={settings}>{({ smtp }) => <ServerStep count={smtp.length} />}</QueryView>
        <QueryView query={subscribers}>{({ total }) => <SubscriberStep count={total} />}</QueryView>
      </Stack>
    </Page>
  );
}

function Step({ title, isDone, children }: { title: string; isDone: boolean; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack align="flex-start" gap="sm">
        <Title order={2} size="h4">
          {isDone && <span aria-hidden>✓ </span>}
          {title}
        </Title>
        {children}
      </Stack>
    </Paper>
  );
}

function ServerStep({ count }: { count: number }) {
  const format = useFormat();
  const isDone = count > 0;
  return (
    <Step title={t('welcome.server')} isDone={isDone}>
      <Text size="sm">
        {isDone ? t('welcome.server.done', { count: format.number(count) }) : t('welcome.server.what')}
      </Text>
      <Button
        component={Link}
        to={isDone ? '/settings/smtp' : '/settings/smtp/new'}
        variant={isDone ? 'default' : 'filled'}
      >
        {t(isDone ? 'welcome.server.more' : 'welcome.server.add')}
      </Button>
    </Step>
  );
}

function SubscriberStep({ count }: { count: number }) {
  const format = useFormat();
  return (
    <Step title={t('welcome.subscribers')} isDone={count > 0}>
      {count > 0 ? (
        <Text size="sm">{t('welcome.subscribers.done', { count: format.number(count) })}</Text>
      ) : (
        <>
          <Text size="sm">{t('welcome.subscribers.what')}</Text>
          <AddSample />
        </>
      )}
    </Step>
  );
}
