import { Autocomplete, SimpleGrid, Text, TextInput } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useNow } from '../../shared/use-now.ts';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';
import { DayPicture } from './day-picture.tsx';
import type { PerformanceFormState } from './performance-form.tsx';
import { clockIn, openMinutes, stateAt, windowOf } from './reckon.ts';

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
/** A window that is shorter than this is worth a word. */
const shortMinutes = 120;

/** When mail may leave, drawn against the clock of the chosen zone. */
export function WindowFields({ form }: { form: PerformanceFormState }) {
  return (
    <FieldGroup title={t('settings-performance.window')}>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          type="time"
          label={t('settings-performance.start')}
          description={t('settings-performance.start.what')}
          {...form.field('app.send_time_start')}
        />
        <TextInput
          type="time"
          label={t('settings-performance.end')}
          description={t('settings-performance.end.what')}
          {...form.field('app.send_time_end')}
        />
      </SimpleGrid>
      <Autocomplete
        label={t('settings-performance.timezone')}
        description={t('settings-performance.timezone.what')}
        data={timeZones}
        limit={20}
        {...form.field('app.timezone')}
      />
      <WindowNow form={form} />
    </FieldGroup>
  );
}

/** What the times that stand in the form mean at this moment. */
function WindowNow({ form }: { form: PerformanceFormState }) {
  const format = useFormat();
  const nowMs = useNow();
  const { 'app.send_time_start': start, 'app.send_time_end': end, 'app.timezone': timeZone } = form.values;
  const clock = readClock(timeZone, nowMs);
  const window = windowOf(start, end);
  if (!clock) return null; // the zone is being typed
  if (window === null) {
    return (
      <Warning>
        {t(start === end ? 'settings-performance.window.same' : 'settings-performance.window.one-missing')}
      </Warning>
    );
  }
  if (window === 'always')
    return <Text size="sm">{t('settings-performance.window.always', { time: clock.text })}</Text>;

  const { isOpen, minutesLeft } = stateAt(window, clock.minute);
  const words = { time: clock.text, left: format.duration(minutesLeft * 60_000) };
  const open = openMinutes(window);
  return (
    <>
      <DayPicture window={window} minute={clock.minute} />
      <Text size="sm">
        {isOpen ? t('settings-performance.window.open', words) : t('settings-performance.window.closed', words)}
      </Text>
      {open < shortMinutes && (
        <Warning>{t('settings-performance.window.short', { hours: format.duration(open * 60_000) })}</Warning>
      )}
    </>
  );
}

function readClock(timeZone: string, nowMs: number): ReturnType<typeof clockIn> | null {
  try {
    return clockIn(timeZone, nowMs);
  } catch {
    return null;
  }
}
