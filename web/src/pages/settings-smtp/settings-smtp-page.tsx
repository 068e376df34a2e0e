import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/empty-state.tsx';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { type SettingsAnswer, settingsQuery } from '../../shared/settings-query.ts';
import { useRefetchAt } from '../../shared/use-refetch-at.ts';
import { t } from '../../texts/t.ts';
import { capacitiesQuery, type ServerCapacity } from './queries.ts';
import { ServerList } from './server-list.tsx';
import { Summary } from './summary.tsx';

/** Settings > SMTP of the guide: every server with its health and what it has sent today. */
export default function SettingsSmtpPage() {
  const settings = useQuery(settingsQuery);
  const capacities = useQuery(capacitiesQuery);
  useRefetchAt(firstInstant(capacities.data ?? []), capacitiesQuery.queryKey);
  return (
    <Page title={t('settings-smtp.title')} actions={settings.data && settings.data.smtp.length > 0 && <WaysToAdd />}>
      <Text mb="lg" maw={640}>
        {t('settings-smtp.what')}
      </Text>
      <QueryView query={settings}>
        {(data) => (
          <QueryView query={capacities}>{(known) => <Servers settings={data} capacities={known} />}</QueryView>
        )}
      </QueryView>
    </Page>
  );
}

function Servers({ settings, capacities }: { settings: SettingsAnswer; capacities: ServerCapacity[] }) {
  if (settings.smtp.length === 0) {
    return (
      <EmptyState title={t('settings-smtp.empty')}>
        <Text>{t('settings-smtp.empty.what')}</Text>
        <Group justify="center">
          <WaysToAdd />
        </Group>
      </EmptyState>
    );
  }
  return (
    <Stack>
      <Summary servers={settings.smtp} capacities={capacities} />
      <ServerList settings={settings} capacities={capacities} />
    </Stack>
  );
}

function WaysToAdd() {
  return (
    <>
      <Button component={Link} to="/settings/smtp/import" variant="default">
        {t('settings-smtp.import.button')}
      </Button>
      <Button component={Link} to="/settings/smtp/new">
        {t('settings-smtp.add')}
      </Button>
    </>
  );
}

/** When the first of them may send again by time alone. */
function firstInstant(capacities: readonly ServerCapacity[]): string | null {
  const instants = capacities.flatMap(({ next_send_at, health_until }) => [next_send_at, health_until]);
  return instants.filter((at) => at !== null).toSorted()[0] ?? null;
}
