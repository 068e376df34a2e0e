import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { FieldGroup } from '../../../shared/field-group.tsx';
import { messageOf } from '../../../shared/message-of.ts';
import { t } from '../../../texts/t.ts';
import { PlanView } from '../plan/plan-view.tsx';
import { unsavedPlanQuery } from '../queries.ts';
import type { CampaignFormState } from './campaign-form.tsx';

/** Choosing and typing have come to rest after so long. */
const restMs = 500;

/** When the campaign would be done as it stands in the form, and what leaves on each day until then. */
export function FormPlan({ form, campaignId }: { form: CampaignFormState; campaignId: number | null }) {
  const { lists, messenger, priority, weight, send_at, send_windows, pacing, deadline } = form.values;
  const [settled] = useDebouncedValue(
    JSON.stringify({
      ...(campaignId !== null && { id: campaignId }),
      ...{ lists, messenger, priority, weight, send_at, send_windows, pacing, deadline },
    }),
    restMs,
  );
  const { data: plan, error, isFetching } = useQuery(unsavedPlanQuery(settled));
  return (
    <FieldGroup title={t('campaigns.plan')}>
      <div role="status" style={{ opacity: isFetching ? 0.6 : 1 }}>
        {lists.length === 0 ? (
          <Text size="sm">{t('campaigns.form.plan.no-list')}</Text>
        ) : error ? (
          <Text size="sm">{messageOf(error)}</Text>
        ) : (
          plan && <PlanView plan={plan} />
        )}
      </div>
    </FieldGroup>
  );
}
