import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { notifyDone } from '../../shared/notify.ts';
import { Page } from '../../shared/page.tsx';
import { t } from '../../texts/t.ts';
import type { Subscriber } from './queries.ts';
import { SubscriberForm, useSubscriberForm } from './subscriber-form.tsx';

/** Adds somebody, and then shows them. */
export default function NewSubscriberPage() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [made, setMade] = useState<Subscriber | null>(null);
  const form = useSubscriberForm(null, async (content) => {
    const body = { ...content, email: content.email! };
    setMade(await dataOf(api.POST('/api/subscribers', { body })));
    for (const key of ['subscribers', 'lists']) void queryClient.invalidateQueries({ queryKey: [key] });
  });
  // Not before the form is clean: it would ask whether to lose what has just been saved.
  useEffect(() => {
    if (!made || form.isDirty) return;
    notifyDone(t('subscribers.added', { email: made.email }));
    void navigate({ to: `/subscribers/${made.id}` });
  }, [made, form.isDirty, navigate]);
  return (
    <Page title={t('subscribers.new')}>
      <SubscriberForm form={form} save={t('subscribers.add')} />
    </Page>
  );
}
