import { Paper, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../../../shared/query-view.tsx';
import { t } from '../../../texts/t.ts';
import { PlanView } from '../plan/plan-view.tsx';
import { WhatIf } from '../plan/what-if.tsx';
import { type Campaign, planQuery } from '../queries.ts';

/** When a campaign will be done, what leaves on each day until then, what holds it back, and what would change that. */
export function CampaignPlan({ campaign }: { campaign: Campaign }) {
  const plan = useQuery(planQuery(campaign.id));
  return (
    <section aria-labelledby="campaign-plan">
      <Title order={2} size="h4" mb="sm" id="campaign-plan">
        {t('campaigns.plan')}
      </Title>
      <Paper withBorder p="md">
        <QueryView query={plan}>
          {(data) => (
            <Stack gap="md">
              <PlanView plan={data} />
              {data.remaining > 0 && <WhatIf campaign={campaign} />}
            </Stack>
          )}
        </QueryView>
      </Paper>
    </section>
  );
}
