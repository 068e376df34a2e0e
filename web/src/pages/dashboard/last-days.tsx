import { Center, Loader, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { QueryView } from '../../shared/query-view.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { chartsQuery } from './queries.ts';

const Chart = lazy(() => import('./last-days-chart.tsx'));
const heightPx = 220;

/** What servers accepted on each of the last 30 days, as a chart and as a table. */
export function LastDays() {
  const charts = useQuery(chartsQuery);
  const format = useFormat();
  return (
    <section aria-labelledby="last-days">
      <Title order={2} size="h4" mb="sm" id="last-days">
        {t('dashboard.days')}
      </Title>
      <QueryView query={charts}>
        {({ messages }) => {
          const total = messages.reduce((sum, { count }) => sum + count, 0);
          if (total === 0) return <Text>{t('dashboard.days.none')}</Text>;
          const summary = t('dashboard.days.total', { count: format.number(total) });
          const days = messages.map(({ date, count }) => ({ day: format.day(date), count }));
          return (
            <>
              <Text size="sm" mb="sm">
                {summary}
              </Text>
              <div role="img" aria-label={`${t('dashboard.days')}: ${summary}`}>
                <Suspense fallback={<Waiting />}>
                  <Chart days={days} heightPx={heightPx} />
                </Suspense>
              </div>
              <Text component="details" size="sm" mt="sm">
                <summary>{t('dashboard.days.table')}</summary>
                <Table maw={320}>
                  <Table.Tbody>
                    {days.toReversed().map(({ day, count }) => (
                      <Table.Tr key={day}>
                        <Table.Th scope="row">{day}</Table.Th>
                        <Table.Td ta="right" className="numbers">
                          {format.number(count)}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Text>
            </>
          );
        }}
      </QueryView>
    </section>
  );
}

function Waiting() {
  return (
    <Center h={heightPx}>
      <Loader aria-label={t('shared.loading')} />
    </Center>
  );
}
