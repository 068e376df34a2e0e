import { Select, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FieldGroup } from '../../../shared/field-group.tsx';
import { NumberField } from '../../../shared/number-field.tsx';
import { TimeField } from '../../../shared/time-field.tsx';
import { t } from '../../../texts/t.ts';
import { settingsQuery } from '../queries.ts';
import type { CampaignFormState, CampaignValues, Editable } from './campaign-values.ts';
import { PacingFields } from './pacing-fields.tsx';
import { WindowsFields } from './windows-fields.tsx';

const priorities: readonly CampaignValues['priority'][] = ['high', 'normal', 'low'];

/** When it is sent, how fast, and before whom. */
export function SendingFields({ form, editable }: { form: CampaignFormState; editable: Editable }) {
  const { data: settings } = useQuery(settingsQuery);
  const isFair = settings?.['queue.sharing'] === 'fair';
  return (
    <FieldGroup title={t('campaigns.form.sending')}>
      <TimeField
        label={t('campaigns.form.send-at')}
        value={form.values.send_at}
        onChange={(send_at) => form.set({ send_at })}
        error={form.errorOf('send_at')}
        disabled={!editable.schedule}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={t('campaigns.form.priority')}
          description={t('campaigns.form.priority.what')}
          data={priorities.map((value) => ({ value, label: t(`campaigns.priority.${value}`) }))}
          value={form.values.priority}
          onChange={(value) => value && form.set({ priority: value as CampaignValues['priority'] })}
          error={form.errorOf('priority')}
          allowDeselect={false}
        />
        <NumberField
          label={t('campaigns.form.weight')}
          description={t(isFair ? 'campaigns.form.weight.what' : 'campaigns.form.weight.no-effect')}
          min={1}
          max={100}
          field={form.field('weight')}
        />
      </SimpleGrid>
      <PacingFields form={form} />
      <WindowsFields form={form} />
    </FieldGroup>
  );
}
