import { Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import { NumberField } from '../../shared/number-field.tsx';
import type { SettingsAnswer } from '../../shared/settings-query.ts';
import { useFormat } from '../../shared/use-format.ts';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';
import { adviceOnLimits } from './advice.ts';
import { FurtherLimits } from './further-limits.tsx';
import { accountWindowOf, periodChoices, windowChoices } from './limit-choices.ts';
import type { ServerFormState } from './server-values.ts';

/** What the server may be given, and what that comes to. */
export function LimitFields({ form, settings }: { form: ServerFormState; settings: SettingsAnswer }) {
  const format = useFormat();
  const { values } = form;
  const advice = adviceOnLimits(values, { account: accountWindowOf(settings), format });
  return (
    <FieldGroup title={t('settings-smtp.limits')} what={t('settings-smtp.limits.what')}>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberField
          label={t('settings-smtp.daily')}
          description={t('settings-smtp.daily.what')}
          field={form.field('daily_limit')}
        />
        <Select
          label={t('settings-smtp.period')}
          description={t('settings-smtp.period.what')}
          allowDeselect={false}
          data={periodChoices(settings)}
          value={values.daily_limit_period}
          error={form.errorOf('daily_limit_period')}
          onChange={(value) => form.set({ daily_limit_period: value as typeof values.daily_limit_period })}
        />
      </SimpleGrid>
      <Select
        label={t('settings-smtp.window')}
        description={t('settings-smtp.window.what')}
        allowDeselect={false}
        data={windowChoices(settings, format)}
        value={values.sliding_window}
        error={form.errorOf('sliding_window')}
        onChange={(value) => form.set({ sliding_window: value as typeof values.sliding_window })}
      />
      {values.sliding_window === 'own' && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NumberField label={t('settings-smtp.rate')} min={1} field={form.field('sliding_window_rate')} />
          <TextInput
            label={t('settings-smtp.duration')}
            description={t('settings-smtp.duration.what')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...form.field('sliding_window_duration')}
          />
        </SimpleGrid>
      )}
      <FurtherLimits
        limits={values.limits}
        error={form.errorOf('limits')}
        onChange={(limits) => form.set({ limits })}
      />
      {advice.effect && <Text size="sm">{advice.effect}</Text>}
      {advice.warnings.map((warning) => (
        <Warning key={warning}>{warning}</Warning>
      ))}
    </FieldGroup>
  );
}
