import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Page } from '../../../shared/page.tsx';
import { QueryView } from '../../../shared/query-view.tsx';
import { StatusBadge } from '../../../shared/status-badge.tsx';
import { useRefetchAt } from '../../../shared/use-refetch-at.ts';
import { t } from '../../../texts/t.ts';
import { CloneCampaign } from '../clone-campaign.tsx';
import { DeleteCampaign } from '../delete-campaign.tsx';
import { type Campaign, campaignQuery } from '../queries.ts';
import { useCampaignId } from '../use-campaign-id.ts';
import { CampaignDetails } from './campaign-details.tsx';
import { CampaignState } from './campaign-state.tsx';
import { Report } from './report.tsx';
import { StatusActions } from './status-actions.tsx';

/** One campaign: what it does and why, what can be done with it, and what has become of it. */
export default function CampaignPage() {
  const campaign = useQuery(campaignQuery(useCampaignId()));
  useRefetchAt(campaign.data?.next_send_at ?? null, ['campaigns']);
  return (
    <Page
      title={campaign.data?.name ?? t('campaigns.one')}
      actions={campaign.data && <Actions campaign={campaign.data} />}
    >
      <QueryView query={campaign}>
        {(data) => (
          <Stack gap="xl">
            <CampaignState campaign={data} />
            <CampaignDetails campaign={data} />
            {data.started_at && <Report campaign={data} />}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

function Actions({ campaign }: { campaign: Campaign }) {
  const navigate = useNavigate();
  const { id, status } = campaign;
  const isOver = status === 'finished' || status === 'cancelled';
  return (
    <>
      <StatusBadge status={status} label={t(`campaigns.status.${status}`)} />
      <StatusActions campaign={campaign} />
      {!isOver && (
        <Button variant="default" component={Link} to={`/campaigns/${id}/edit`}>
          {t('campaigns.edit')}
        </Button>
      )}
      <CloneCampaign campaign={campaign} />
      <DeleteCampaign campaign={campaign} onDeleted={() => void navigate({ to: '/campaigns' })} />
    </>
  );
}
