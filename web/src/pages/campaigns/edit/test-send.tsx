import { Alert, Button, Modal, Stack, TagsInput, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { messageOf } from '../../../shared/message-of.ts';
import { notifyDone } from '../../../shared/notify.ts';
import { t } from '../../../texts/t.ts';
import type { CampaignValues } from './campaign-values.ts';

/** Sends the campaign as it stands in the form to a few subscribers. */
export function TestSend({ campaignId, values }: { campaignId: number; values: CampaignValues }) {
  const [isOpen, dialog] = useDisclosure();
  const [addresses, setAddresses] = useState<string[]>([]);
  const send = useMutation({
    mutationFn: () => {
      const { subject, from_email, content_type, body, altbody, template_id, headers } = values;
      const changes = { subject, from_email, content_type, body, altbody, template_id, headers };
      return api.POST('/api/campaigns/{id}/test', {
        params: { path: { id: campaignId } },
        body: { ...changes, subscribers: addresses },
      });
    },
    onSuccess: () => {
      notifyDone(t('campaigns.test.sent', { addresses: addresses.join(', ') }));
      dialog.close();
    },
  });
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t('campaigns.test')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={t('campaigns.test.title')}
        closeButtonProps={{ 'aria-label': t('shared.close') }}
      >
        <Stack>
          <Text size="sm">{t('campaigns.test.what')}</Text>
          <TagsInput
            label={t('campaigns.test.addresses')}
            description={t('campaigns.test.addresses.what')}
            value={addresses}
            onChange={setAddresses}
            maxTags={20}
            acceptValueOnBlur
            data-autofocus
          />
          {send.error && (
            <Alert color="red" role="alert">
              {t('shared.failed-action', { reason: messageOf(send.error) })}
            </Alert>
          )}
          <Button loading={send.isPending} disabled={addresses.length === 0} onClick={() => send.mutate()}>
            {t('campaigns.test.send')}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}
