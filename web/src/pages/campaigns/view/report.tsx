import { Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { QueryView } from '../../../shared/query-view.tsx';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import { type Campaign, type CampaignReport, reportQuery } from '../queries.ts';
import { OutcomeRows } from './outcome-rows.tsx';
import { OutcomeTable } from './outcome-table.tsx';

const TimeChart = lazy(() => import('./time-chart.tsx'));

/** What has become of a campaign: in all, by server, by domain, over time, and of each email. */
export function Report({ campaign }: { campaign: Campaign }) {
  const report = useQuery(reportQuery(campaign.id));
  return (
    <section aria-labelledby="campaign-report">
      <Title order={2} size="h4" mb="sm" id="campaign-report">
        {t('campaigns.report')}
      </Title>
      <QueryView query={report}>
        {(data) => (
          <Stack gap="xl">
            <Totals report={data} />
            <Breakdowns report={data} />
          </Stack>
        )}
      </QueryView>
      <OutcomeRows campaign={campaign} servers={report.data?.servers ?? []} />
    </section>
  );
}

function Totals({ report }: { report: CampaignReport }) {
  const format = useFormat();
  const { counts, deferred, bounced } = report;
  const totals = [
    [t('campaigns.report.sent'), counts.sent],
    [t('campaigns.report.failed'), counts.failed],
    [t('campaigns.report.deferred'), deferred],
    [t('campaigns.report.bounced'), bounced],
    [t('campaigns.report.cancelled'), counts.cancelled],
    [t('campaigns.report.uncertain'), counts.uncertain],
  ] as const;
  return (
    <SimpleGrid component="dl" cols={{ base: 2, xs: 3, lg: 6 }} m={0}>
      {totals.map(([name, count]) => (
        <Paper key={name} withBorder p="sm">
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" fw={700} size="xl" m={0} className="numbers">
            {format.number(count)}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function Breakdowns({ report }: { report: CampaignReport }) {
  const format = useFormat();
  const { servers, domains, other_domains, times, unit, computed_at } = report;
  const domainRows = domains.map((row) => ({ ...row, name: row.domain ?? t('campaigns.report.gone') }));
  const others = other_domains ? [{ ...other_domains, name: t('campaigns.report.other-domains') }] : [];
  return (
    <>
      {times.length > 0 && (
        <div>
          <Title order={3} size="h5" mb="xs">
            {t('campaigns.report.over-time')}
          </Title>
          <Suspense fallback={<Skeleton h={260} />}>
            <TimeChart times={times} unit={unit} />
          </Suspense>
        </div>
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <OutcomeTable
          title={t('campaigns.report.by-server')}
          first={t('campaigns.report.server')}
          rows={servers.map((row) => ({ ...row, name: row.name ?? row.uuid ?? t('campaigns.report.no-server') }))}
        />
        <OutcomeTable
          title={t('campaigns.report.by-domain')}
          first={t('campaigns.report.domain')}
          rows={[...domainRows, ...others]}
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        {t('campaigns.report.computed', { when: format.dateTime(computed_at) })}
      </Text>
    </>
  );
}
