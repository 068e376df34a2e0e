import { Textarea, TextInput } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import { t } from '../../texts/t.ts';
import type { ServerFormState } from './server-values.ts';

/** What messages say of where they come from. */
export function SenderFields({ form }: { form: ServerFormState }) {
  return (
    <FieldGroup title={t('settings-smtp.sender')}>
      <TextInput
        type="email"
        label={t('settings-smtp.from-email')}
        description={t('settings-smtp.from-email.what')}
        autoComplete="off"
        {...form.field('from_email')}
      />
      <Textarea
        label={t('settings-smtp.headers')}
        description={t('settings-smtp.headers.what')}
        autosize
        minRows={2}
        {...form.field('email_headers')}
      />
    </FieldGroup>
  );
}
