import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../shared/use-format.ts';
import { useRefetchAt } from '../../shared/use-refetch-at.ts';
import { t } from '../../texts/t.ts';
import { planQuery } from './queries.ts';

const againAfterMs = 60_000;

/** When a running campaign will be done by its plan, which is reckoned out anew once a minute. */
export function Finish({ campaignId }: { campaignId: number }) {
  const { data: plan, dataUpdatedAt } = useQuery(planQuery(campaignId));
  const format = useFormat();
  useRefetchAt(plan ? new Date(dataUpdatedAt + againAfterMs).toISOString() : null, ['plans', campaignId]);
  if (!plan?.finish_at) return null;
  return (
    <Text size="sm" className="numbers">
      {t('dashboard.running.finish', { when: format.dateTime(plan.finish_at) })}
    </Text>
  );
}

/** The same in words, with what holds it back; or why it never will be done. */
export function PlanSentence({ campaignId }: { campaignId: number }) {
  const { data: plan, error } = useQuery(planQuery(campaignId));
  if (!plan && !error) return null;
  return <Text size="sm">{plan?.sentence ?? t('dashboard.running.no-plan')}</Text>;
}
