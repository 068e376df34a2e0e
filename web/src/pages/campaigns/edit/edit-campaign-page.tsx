import { Alert, Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../../api/client.ts';
import { notifyDone } from '../../../shared/notify.ts';
import { Page } from '../../../shared/page.tsx';
import { QueryView } from '../../../shared/query-view.tsx';
import { StatusBadge } from '../../../shared/status-badge.tsx';
import { t } from '../../../texts/t.ts';
import { type Campaign, campaignQuery } from '../queries.ts';
import { useCampaignId } from '../use-campaign-id.ts';
import { CampaignForm } from './campaign-form.tsx';
import { editableOf, valuesOf } from './campaign-values.ts';
import { TestSend } from './test-send.tsx';

/** Changes a campaign, as far as its status lets it. */
export default function EditCampaignPage() {
  const id = useCampaignId();
  const campaign = useQuery(campaignQuery(id));
  return (
    <Page
      title={campaign.data ? t('campaigns.edit.title', { name: campaign.data.name }) : t('campaigns.edit')}
      actions={
        campaign.data && (
          <>
            <StatusBadge status={campaign.data.status} label={t(`campaigns.status.${campaign.data.status}`)} />
            <Button variant="default" component={Link} to={`/campaigns/${id}`}>
              {t('campaigns.form.back')}
            </Button>
          </>
        )
      }
    >
      <QueryView query={campaign}>{(data) => <EditForm campaign={data} />}</QueryView>
    </Page>
  );
}

function EditForm({ campaign }: { campaign: Campaign }) {
  const queryClient = useQueryClient();
  const { id, status } = campaign;
  const editable = editableOf(campaign);
  return (
    <>
      {!editable.audience && (
        <Alert color="blue" role="note" mb="md">
          {t(editable.content ? 'campaigns.form.started' : `campaigns.form.locked`, {
            status: t(`campaigns.status.${status}`),
          })}
        </Alert>
      )}
      <CampaignForm
        campaignId={id}
        initial={valuesOf(campaign)}
        editable={editable}
        submitLabel={t('shared.save')}
        submit={async (_values, changes) => {
          await api.PUT('/api/campaigns/{id}', { params: { path: { id } }, body: changes });
          await queryClient.invalidateQueries({ queryKey: ['campaigns'] });
          await queryClient.invalidateQueries({ queryKey: ['plans'] });
          notifyDone(t('campaigns.saved'));
        }}
        extra={(form) => editable.content && <TestSend campaignId={id} values={form.values} />}
      />
    </>
  );
}
