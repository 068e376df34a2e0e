import { Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { durationMs } from '../../shared/duration-text.ts';
import { FieldGroup } from '../../shared/field-group.tsx';
import { NumberField } from '../../shared/number-field.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';
import type { PerformanceFormState } from './queries.ts';
import { retrySpanMs } from './reckon.ts';

/** What becomes of messages that did not go out at once. */
export function RetryFields({ form }: { form: PerformanceFormState }) {
  const format = useFormat();
  const { values } = form;
  const span = retrySpanMs(
    values['delivery.max_attempts'],
    values['delivery.retry_first_delay'],
    values['delivery.retry_max_delay'],
  );
  const age = durationMs(values['delivery.max_age']);
  return (
    <FieldGroup title={t('settings-performance.retries')}>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <NumberField
          label={t('settings-performance.attempts')}
          description={t('settings-performance.attempts.what')}
          min={1}
          max={100}
          field={form.field('delivery.max_attempts')}
        />
        <TextInput
          label={t('settings-performance.first-delay')}
          description={t('settings-performance.first-delay.what')}
          {...form.field('delivery.retry_first_delay')}
        />
        <TextInput
          label={t('settings-performance.max-delay')}
          description={t('settings-performance.max-delay.what')}
          {...form.field('delivery.retry_max_delay')}
        />
      </SimpleGrid>
      <TextInput
        label={t('settings-performance.max-age')}
        description={t('settings-performance.max-age.what')}
        {...form.field('delivery.max_age')}
      />
      {span !== null && (
        <Text size="sm">
          {t('settings-performance.retries.effect', { duration: format.duration(Math.min(span, age ?? span)) })}
        </Text>
      )}
      {span !== null && age !== null && age < span && (
        <Warning>{t('settings-performance.max-age.binds', { duration: format.duration(span) })}</Warning>
      )}
      <NumberField
        label={t('settings-performance.send-errors')}
        description={t('settings-performance.send-errors.what')}
        field={form.field('app.max_send_errors')}
      />
      {values['app.max_send_errors'] === 0 && <Warning>{t('settings-performance.send-errors.never')}</Warning>}
      <UncertainFields form={form} />
    </FieldGroup>
  );
}

function UncertainFields({ form }: { form: PerformanceFormState }) {
  const value = form.values['delivery.on_uncertain'];
  return (
    <>
      <Radio.Group
        label={t('settings-performance.uncertain')}
        description={t('settings-performance.uncertain.what')}
        value={value}
        error={form.errorOf('delivery.on_uncertain')}
        onChange={(next) => form.set({ 'delivery.on_uncertain': next as typeof value })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="hold" label={t('settings-performance.uncertain.hold')} />
          <Radio value="resend" label={t('settings-performance.uncertain.resend')} />
        </Stack>
      </Radio.Group>
      {value === 'resend' && <Warning>{t('settings-performance.uncertain.resend.warning')}</Warning>}
    </>
  );
}
