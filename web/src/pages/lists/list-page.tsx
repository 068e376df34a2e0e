import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { notifyDone } from '../../shared/notify.ts';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { t } from '../../texts/t.ts';
import { ListActions } from './list-actions.tsx';
import { ListForm, useListForm } from './list-form.tsx';
import { type List, listQuery } from './queries.ts';

/** Changes a list. */
export default function ListPage() {
  const { listId } = useParams({ strict: false }) as { listId: string };
  const navigate = useNavigate();
  const list = useQuery(listQuery(Number(listId)));
  const actions = list.data && <ListActions list={list.data} onDeleted={() => void navigate({ to: '/lists' })} />;
  return (
    <Page title={list.data?.name ?? t('lists.one')} actions={actions}>
      <QueryView query={list}>{(found) => <Details key={found.id} list={found} />}</QueryView>
    </Page>
  );
}

function Details({ list }: { list: List }) {
  const { id } = list;
  const queryClient = useQueryClient();
  const form = useListForm(list, async (changes) => {
    const { data } = await api.PUT('/api/lists/{id}', { params: { path: { id } }, body: changes });
    queryClient.setQueryData(listQuery(id).queryKey, data!.data);
    for (const key of ['lists', 'subscribers']) void queryClient.invalidateQueries({ queryKey: [key] });
    notifyDone(t('lists.saved'));
  });
  return <ListForm form={form} save={t('shared.save')} />;
}
