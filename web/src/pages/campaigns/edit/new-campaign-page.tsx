import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { notifyDone } from '../../../shared/notify.ts';
import { Page } from '../../../shared/page.tsx';
import { QueryView } from '../../../shared/query-view.tsx';
import { configQuery } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import { CampaignForm } from './campaign-form.tsx';
import { editableOf, newValues } from './campaign-values.ts';

/** Makes a draft, and then shows it. */
export default function NewCampaignPage() {
  const config = useQuery(configQuery);
  const [madeId, setMadeId] = useState<number | null>(null);
  return (
    <Page title={t('campaigns.new')}>
      <QueryView query={config}>
        {({ from_email }) => (
          <CampaignForm
            campaignId={null}
            initial={newValues(from_email)}
            editable={editableOf(null)}
            submitLabel={t('campaigns.form.create')}
            submit={async (values) => {
              const made = await dataOf(api.POST('/api/campaigns', { body: values }));
              notifyDone(t('campaigns.created', { name: made.name }));
              setMadeId(made.id);
            }}
          >
            {(form) => madeId !== null && !form.isDirty && <Opens id={madeId} />}
          </CampaignForm>
        )}
      </QueryView>
    </Page>
  );
}

/** Goes to the campaign once nothing keeps the reader here. */
function Opens({ id }: { id: number }) {
  const navigate = useNavigate();
  useEffect(() => void navigate({ to: `/campaigns/${id}`, replace: true }), [id, navigate]);
  return null;
}
