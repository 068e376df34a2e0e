import { Alert, Button, Center, Loader, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { EmptyState } from '../../shared/empty-state.tsx';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { ByServer } from './by-server.tsx';
import { CalendarFeed } from './calendar-feed.tsx';
import { DayTable } from './day-table.tsx';
import { type CapacityCalendar, calendarQuery } from './queries.ts';
import { ReservingCampaigns } from './reserving-campaigns.tsx';

const Chart = lazy(() => import('./capacity-chart.tsx'));

/** What the servers can take on the next days: used, reserved and free. */
export default function CapacityPage() {
  const calendar = useQuery(calendarQuery);
  return (
    <Page title={t('capacity.title')}>
      <QueryView query={calendar}>
        {(data) =>
          data.days[0]!.servers.length === 0 ? (
            <EmptyState title={t('capacity.none')}>
              <Text size="sm">{t('capacity.none.what')}</Text>
              <Button component={Link} to="/settings/smtp">
                {t('capacity.none.go')}
              </Button>
            </EmptyState>
          ) : (
            <Calendar calendar={data} />
          )
        }
      </QueryView>
    </Page>
  );
}

function Calendar({ calendar }: { calendar: CapacityCalendar }) {
  const list = useListState();
  const servers = calendar.days[0]!.servers;
  const chosen = servers.find(({ uuid }) => uuid === list.filter('server'));
  const days = calendar.days.map(({ day, servers, ...total }) => ({
    ...(servers.find(({ uuid }) => uuid === chosen?.uuid) ?? total),
    day,
  }));
  return (
    <Stack gap="xl">
      <Text size="sm">{t('capacity.what')}</Text>
      {calendar.condition && (
        <Alert color="yellow" role="note">
          {t('capacity.condition', { condition: calendar.condition })}
        </Alert>
      )}
      <Select
        label={t('capacity.server')}
        placeholder={t('capacity.server.all')}
        data={servers.map(({ uuid, name }) => ({ value: uuid, label: name }))}
        value={chosen?.uuid ?? null}
        onChange={(server) => list.setFilter({ server })}
        searchable
        clearable
        maw={360}
      />
      <Suspense fallback={<Waiting />}>
        <Chart days={days} name={chosen?.name ?? t('capacity.server.all')} />
      </Suspense>
      <DayTable days={days} />
      <ByServer days={calendar.days} />
      <ReservingCampaigns campaigns={calendar.campaigns} />
      <CalendarFeed />
    </Stack>
  );
}

function Waiting() {
  return (
    <Center h={280}>
      <Loader aria-label={t('shared.loading')} />
    </Center>
  );
}
