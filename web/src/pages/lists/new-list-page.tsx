import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { notifyDone } from '../../shared/notify.ts';
import { Page } from '../../shared/page.tsx';
import { t } from '../../texts/t.ts';
import { ListForm, useListForm } from './list-form.tsx';
import type { List } from './queries.ts';

/** Makes a list. */
export default function NewListPage() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [made, setMade] = useState<List | null>(null);
  const form = useListForm(null, async (content) => {
    setMade(await dataOf(api.POST('/api/lists', { body: { ...content, name: content.name! } })));
    void queryClient.invalidateQueries({ queryKey: ['lists'] });
  });
  // Not before the form is clean: it would ask whether to lose what has just been saved.
  useEffect(() => {
    if (!made || form.isDirty) return;
    notifyDone(t('lists.made', { name: made.name }));
    void navigate({ to: '/lists' });
  }, [made, form.isDirty, navigate]);
  return (
    <Page title={t('lists.new')}>
      <ListForm form={form} save={t('lists.make')} />
    </Page>
  );
}
