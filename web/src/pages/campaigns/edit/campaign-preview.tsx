import { Alert, Stack } from '@mantine/core';
import { FieldGroup } from '../../../shared/field-group.tsx';
import { MailPreview } from '../../../shared/mail-preview.tsx';
import { messageOf } from '../../../shared/message-of.ts';
import { SubscriberPicker } from '../../../shared/subscriber-picker.tsx';
import { t } from '../../../texts/t.ts';
import type { CampaignPreviewState } from './use-campaign-preview.ts';

/** The mail as one of its readers would see it, or why it can't be made. */
export function CampaignPreview({ preview }: { preview: CampaignPreviewState }) {
  const { mail, fault, error, fromEmail, subscriberId, setSubscriberId } = preview;
  return (
    <FieldGroup title={t('shared.preview')}>
      <SubscriberPicker label={t('campaigns.form.preview.as')} value={subscriberId} onChange={setSubscriberId} />
      <Stack gap="sm">
        {fault && (
          <Alert color="red" role="status" title={t('shared.preview.fault')} p="xs">
            {fault.message}
          </Alert>
        )}
        {error !== null && (
          <Alert color="red" role="status" p="xs">
            {messageOf(error)}
          </Alert>
        )}
        {mail && <MailPreview mail={{ subject: mail.subject, from: fromEmail, html: mail.html, text: mail.text }} />}
      </Stack>
    </FieldGroup>
  );
}
