import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { messageOf } from '../../../shared/message-of.ts';
import { TimeField } from '../../../shared/time-field.tsx';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import type { Campaign } from '../queries.ts';
import { useChangeStatus } from './use-change-status.ts';

/** Has a draft begin at a time. */
export function ScheduleCampaign({ campaign }: { campaign: Campaign }) {
  const { id, name } = campaign;
  const [isOpen, dialog] = useDisclosure();
  const [sendAt, setSendAt] = useState(campaign.send_at);
  const change = useChangeStatus(id);
  const format = useFormat();
  const schedule = useMutation({
    mutationFn: async (send_at: string) => {
      await api.PUT('/api/campaigns/{id}', { params: { path: { id } }, body: { send_at } });
      await change('scheduled', t('campaigns.scheduled', { name, when: format.dateTime(send_at) }));
      dialog.close();
    },
  });
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t('campaigns.schedule')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={t('campaigns.schedule.title')}
        closeButtonProps={{ 'aria-label': t('shared.close') }}
      >
        <Stack>
          <TimeField label={t('campaigns.form.send-at')} value={sendAt} onChange={setSendAt} data-autofocus />
          <Text size="sm">{t('campaigns.schedule.what')}</Text>
          {schedule.error && (
            <Alert color="red" role="alert">
              {t('shared.failed-action', { reason: messageOf(schedule.error) })}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.close}>
              {t('shared.cancel')}
            </Button>
            <Button
              loading={schedule.isPending}
              disabled={sendAt === null}
              onClick={() => sendAt !== null && schedule.mutate(sendAt)}
            >
              {t('campaigns.schedule.confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
