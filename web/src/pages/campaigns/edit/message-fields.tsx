import { TextInput } from '@mantine/core';
import { FieldGroup } from '../../../shared/field-group.tsx';
import { t, text } from '../../../texts/t.ts';
import type { CampaignFormState, Editable } from './campaign-values.ts';

/** What stands above every message. */
export function MessageFields({ form, editable }: { form: CampaignFormState; editable: Editable }) {
  const disabled = !editable.content;
  return (
    <FieldGroup title={t('campaigns.form.message')}>
      <TextInput
        label={t('campaigns.form.name')}
        description={t('campaigns.form.name.what')}
        required
        disabled={disabled}
        {...form.field('name')}
      />
      <TextInput
        label={t('campaigns.form.subject')}
        description={text('campaigns.form.subject.what')}
        required
        disabled={disabled}
        {...form.field('subject')}
      />
      <TextInput
        label={t('campaigns.form.from')}
        description={t('campaigns.form.from.what')}
        disabled={disabled}
        {...form.field('from_email')}
      />
    </FieldGroup>
  );
}
