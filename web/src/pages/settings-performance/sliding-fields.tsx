import { SimpleGrid, Switch, Text, TextInput } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import { NumberField } from '../../shared/number-field.tsx';
import { perDay } from '../../shared/per-day.ts';
import type { SettingsAnswer } from '../../shared/settings-query.ts';
import { useFormat } from '../../shared/use-format.ts';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';
import type { PerformanceFormState } from './queries.ts';
import { openingsOf, openMinutesOfBestDay } from './reckon.ts';

/** A server that may send less than this a day is hardly meant to. */
const severePerDay = 200;

/** The sliding window of servers that have none of their own. */
export function SlidingFields({ form, servers }: { form: PerformanceFormState; servers: SettingsAnswer['smtp'] }) {
  const isOn = form.values['app.message_sliding_window'];
  return (
    <FieldGroup title={t('settings-performance.sliding')}>
      <Switch
        label={t('settings-performance.sliding.on')}
        description={t('settings-performance.sliding.on.what')}
        checked={isOn}
        onChange={(event) => form.set({ 'app.message_sliding_window': event.currentTarget.checked })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberField
          label={t('settings-performance.sliding.rate')}
          description={t('settings-performance.sliding.rate.what')}
          disabled={!isOn}
          min={1}
          field={form.field('app.message_sliding_window_rate')}
        />
        <TextInput
          label={t('settings-performance.sliding.duration')}
          description={t('settings-performance.sliding.duration.what')}
          disabled={!isOn}
          {...form.field('app.message_sliding_window_duration')}
        />
      </SimpleGrid>
      {isOn && <SlidingEffect form={form} servers={servers} />}
    </FieldGroup>
  );
}

/** What the window comes to in a day. */
function SlidingEffect({ form, servers }: { form: PerformanceFormState; servers: SettingsAnswer['smtp'] }) {
  const format = useFormat();
  const { values } = form;
  const { 'app.message_sliding_window_rate': rate, 'app.message_sliding_window_duration': duration } = values;
  const whole = perDay(rate, duration);
  if (whole === null) return null;
  const openings = openingsOf(values);
  const open = openings === null || openings === 'always' ? null : openMinutesOfBestDay(openings);
  const inWindow = open === null ? whole : perDay(rate, duration, open)!;
  const count = servers.filter(({ enabled, sliding_window }) => enabled !== false && sliding_window === null).length;
  return (
    <>
      <Text size="sm">
        {t('settings-performance.sliding.effect', {
          rate: format.number(rate),
          duration,
          perDay: format.number(whole),
        })}{' '}
        {open !== null && t('settings-performance.sliding.effect.window', { perDay: format.number(inWindow) })}{' '}
        {count > 1 &&
          t('settings-performance.sliding.effect.all', {
            servers: format.number(count),
            perDay: format.number(inWindow * count),
          })}
      </Text>
      {inWindow < severePerDay && <Warning>{t('settings-performance.sliding.severe')}</Warning>}
    </>
  );
}
