import { Skeleton, Stack, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import type { Plan } from '../queries.ts';
import { PlanDays } from './plan-days.tsx';

const PlanChart = lazy(() => import('./plan-chart.tsx'));

/** A plan in words, as a chart of its days, and in numbers. */
export function PlanView({ plan }: { plan: Plan }) {
  const format = useFormat();
  const { sentence, days, capacity_per_day, competing } = plan;
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
    </Stack>
  );
}
