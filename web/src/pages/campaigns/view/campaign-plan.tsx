import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { QueryView } from '../../../shared/query-view.tsx';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import { type Campaign, type Plan, planQuery } from '../queries.ts';
import { FinishBy } from './finish-by.tsx';
import { PlanDays } from './plan-days.tsx';

const PlanChart = lazy(() => import('./plan-chart.tsx'));

/** When a campaign will be done, what leaves on each day until then, and what holds it back. */
export function CampaignPlan({ campaign }: { campaign: Campaign }) {
  const plan = useQuery(planQuery(campaign.id));
  return (
    <section aria-labelledby="campaign-plan">
      <Title order={2} size="h4" mb="sm" id="campaign-plan">
        {t('campaigns.plan')}
      </Title>
      <Paper withBorder p="md">
        <QueryView query={plan}>{(data) => <PlanView plan={data} campaign={campaign} />}</QueryView>
      </Paper>
    </section>
  );
}

function PlanView({ plan, campaign }: { plan: Plan; campaign: Campaign }) {
  const format = useFormat();
  const { sentence, days, capacity_per_day, competing, remaining } = plan;
  const others = competing.map(({ name, remaining }) =>
    t('campaigns.plan.competing.one', { name, count: format.number(remaining) }),
  );
  return (
    <Stack gap="sm">
      <Text fw={600}>{sentence}</Text>
      {capacity_per_day !== null && capacity_per_day > 0 && (
        <Text size="sm">{t('campaigns.plan.capacity', { count: format.number(capacity_per_day) })}</Text>
      )}
      {others.length > 0 && <Text size="sm">{t('campaigns.plan.competing', { names: others.join(', ') })}</Text>}
      {days.length > 0 && (
        <>
          <Suspense fallback={<Skeleton h={260} />}>
            <PlanChart days={days} />
          </Suspense>
          <PlanDays days={days} />
        </>
      )}
      {remaining > 0 && <FinishBy campaign={campaign} />}
    </Stack>
  );
}
