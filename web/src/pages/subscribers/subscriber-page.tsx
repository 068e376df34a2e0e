import { Alert, Button, Stack, Tabs } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { History } from './history.tsx';
import { type Subscriber, subscriberQuery } from './queries.ts';
import { SubscriberForm, useSubscriberForm } from './subscriber-form.tsx';

/** One subscriber: who they are, and everything that happened with them. */
export default function SubscriberPage() {
  const { subscriberId } = useParams({ strict: false }) as { subscriberId: string };
  const subscriber = useQuery(subscriberQuery(Number(subscriberId)));
  const { data } = subscriber;
  return (
    <Page title={data?.email ?? t('subscribers.one')} actions={data && <Actions subscriber={data} />}>
      <QueryView query={subscriber}>{(found) => <Details key={found.id} subscriber={found} />}</QueryView>
    </Page>
  );
}

function Details({ subscriber }: { subscriber: Subscriber }) {
  const { id } = subscriber;
  const list = useListState();
  const queryClient = useQueryClient();
  const form = useSubscriberForm(subscriber, async (changes) => {
    const { data } = await api.PATCH('/api/subscribers/{id}', { params: { path: { id } }, body: changes });
    queryClient.setQueryData(subscriberQuery(id).queryKey, data!.data);
    for (const key of ['subscribers', 'lists', 'blocklist', 'activity']) {
      void queryClient.invalidateQueries({ queryKey: [key] });
    }
    notifyDone(t('subscribers.saved'));
  });
  return (
    <Stack>
      <BlocklistedNote subscriber={subscriber} />
      <Tabs value={list.filter('tab') || 'profile'} onChange={(tab) => list.setFilter({ tab })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="profile">{t('subscribers.profile')}</Tabs.Tab>
          <Tabs.Tab value="history">{t('subscribers.history')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="profile">
          <SubscriberForm form={form} save={t('shared.save')} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          {list.filter('tab') === 'history' && <History subscriber={subscriber} />}
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function BlocklistedNote({
  subscriber: { status, blocklisted_at: at, blocklisted_by: by },
}: {
  subscriber: Subscriber;
}) {
  const format = useFormat();
  if (status !== 'blocklisted' || at === null) return null;
  return (
    <Alert color="red" role="note">
      {t('subscribers.blocklisted-since', {
        when: format.dateTime(at),
        why: t(`subscribers.blocklisted-by.${by ?? 'unknown'}`),
      })}
    </Alert>
  );
}

function Actions({ subscriber: { id, email, status } }: { subscriber: Subscriber }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const path = { params: { path: { id } } };

  async function act(answer: Promise<unknown>, done: string) {
    await answer;
    notifyDone(done);
    for (const key of ['subscribers', 'lists', 'blocklist']) void queryClient.invalidateQueries({ queryKey: [key] });
  }

  return (
    <>
      <Button component="a" variant="default" href={`/api/subscribers/${id}/export`} download={`subscriber-${id}.json`}>
        {t('subscribers.export-one')}
      </Button>
      {status !== 'blocklisted' && (
        <ConfirmButton
          variant="default"
          title={t('subscribers.blocklist.title', { who: email })}
          what={t('subscribers.blocklist.what')}
          confirm={t('subscribers.blocklist.confirm', { who: email })}
          onConfirm={() =>
            act(api.PUT('/api/subscribers/{id}/blocklist', path), t('subscribers.blocklisted', { who: email }))
          }
        >
          {t('subscribers.blocklist')}
        </ConfirmButton>
      )}
      <ConfirmButton
        color="red"
        title={t('subscribers.delete.title', { who: email })}
        what={t('subscribers.delete.what')}
        confirm={t('subscribers.delete.confirm', { who: email })}
        onConfirm={async () => {
          await api.DELETE('/api/subscribers/{id}', path);
          await navigate({ to: '/subscribers' });
          queryClient.removeQueries({ queryKey: subscriberQuery(id).queryKey });
          await act(Promise.resolve(), t('subscribers.deleted', { who: email }));
        }}
      >
        {t('subscribers.delete')}
      </ConfirmButton>
    </>
  );
}
