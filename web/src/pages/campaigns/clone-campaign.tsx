import { Button, type ButtonProps } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, dataOf } from '../../api/client.ts';
import { notifyDone, notifyFailure } from '../../shared/notify.ts';
import { t } from '../../texts/t.ts';
import { type Campaign, campaignQuery } from './queries.ts';

/** Makes a draft with the same content, and opens it. When it was to be sent, and done, is not taken over. */
export function CloneCampaign({ campaign: { id }, ...button }: { campaign: Campaign } & ButtonProps) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const clone = useMutation({
    mutationFn: async () => {
      const { name, ...content } = contentOf(await queryClient.fetchQuery(campaignQuery(id)));
      return dataOf(api.POST('/api/campaigns', { body: { ...content, name: t('campaigns.clone.name', { name }) } }));
    },
    onSuccess: async (made) => {
      notifyDone(t('campaigns.cloned', { name: made.name }));
      await navigate({ to: '/campaigns/$campaignId/edit', params: { campaignId: String(made.id) } } as never);
    },
    onError: notifyFailure,
  });
  return (
    <Button variant="subtle" {...button} loading={clone.isPending} onClick={() => clone.mutate()}>
      {t('campaigns.clone')}
    </Button>
  );
}

function contentOf(campaign: Campaign) {
  const { name, subject, from_email, type, content_type, body, body_source, altbody, messenger } = campaign;
  const { tags, template_id, headers, attribs, priority, weight, send_windows, pacing, lists } = campaign;
  return {
    ...{ name, subject, from_email, type, content_type, body, body_source, altbody, messenger },
    ...{
      tags,
      template_id,
      headers,
      attribs,
      priority,
      weight,
      send_windows,
      pacing,
      lists: lists.map((list) => list.id),
    },
  };
}
