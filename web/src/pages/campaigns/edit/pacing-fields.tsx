import { Select, SimpleGrid } from '@mantine/core';
import { TimeField } from '../../../shared/time-field.tsx';
import { t } from '../../../texts/t.ts';
import type { CampaignFormState, CampaignValues } from './campaign-values.ts';

const pacings: readonly CampaignValues['pacing'][] = ['fast', 'even'];

/** How fast it is sent, and until when it is spread. */
export function PacingFields({ form }: { form: CampaignFormState }) {
  const { pacing, deadline } = form.values;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <Select
        label={t('campaigns.form.pacing')}
        description={t(`campaigns.form.pacing.${pacing}`)}
        data={pacings.map((value) => ({ value, label: t(`campaigns.pacing.${value}`) }))}
        value={pacing}
        onChange={(value) =>
          value && form.set(value === 'even' ? { pacing: 'even' } : { pacing: 'fast', deadline: null })
        }
        error={form.errorOf('pacing')}
        allowDeselect={false}
      />
      {pacing === 'even' && (
        <TimeField
          label={t('campaigns.form.deadline')}
          value={deadline}
          onChange={(at) => form.set({ deadline: at })}
          error={form.errorOf('deadline')}
        />
      )}
    </SimpleGrid>
  );
}
