import { Radio, SimpleGrid, Stack } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import { NumberField } from '../../shared/number-field.tsx';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';
import type { PerformanceFormState } from './queries.ts';

/** What all SMTP servers may send together. */
export function AccountFields({ form }: { form: PerformanceFormState }) {
  const minute = form.values['app.account_rate_limit_per_minute'];
  const hour = form.values['app.account_rate_limit_per_hour'];
  const day = form.values['app.account_rate_limit_per_day'];
  return (
    <FieldGroup title={t('settings-performance.account')} what={t('settings-performance.account.what')}>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <NumberField
          label={t('settings-performance.account.minute')}
          description={t('settings-performance.account.minute.what')}
          field={form.field('app.account_rate_limit_per_minute')}
        />
        <NumberField
          label={t('settings-performance.account.hour')}
          description={t('settings-performance.account.hour.what')}
          field={form.field('app.account_rate_limit_per_hour')}
        />
        <NumberField
          label={t('settings-performance.account.day')}
          description={t(`settings-performance.account.day.what.${form.values['app.daily_limit_period']}`)}
          field={form.field('app.account_rate_limit_per_day')}
        />
      </SimpleGrid>
      <Radio.Group
        label={t('settings-performance.period')}
        description={t('settings-performance.period.what')}
        value={form.values['app.daily_limit_period']}
        error={form.errorOf('app.daily_limit_period')}
        onChange={(value) => form.set({ 'app.daily_limit_period': value as 'calendar' | 'rolling' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="calendar" label={t('settings-performance.period.calendar')} />
          <Radio value="rolling" label={t('settings-performance.period.rolling')} />
        </Stack>
      </Radio.Group>
      {hour > 0 && minute > hour && <Warning>{t('settings-performance.account.minute-binds')}</Warning>}
      {day > 0 && hour > day && <Warning>{t('settings-performance.account.hour-binds')}</Warning>}
    </FieldGroup>
  );
}
