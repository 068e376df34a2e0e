import { Autocomplete, Button, Input, SimpleGrid, Text, TextInput } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useNow } from '../../shared/use-now.ts';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';
import { DayPicture } from './day-picture.tsx';
import type { PerformanceFormState } from './queries.ts';
import { clockIn, openingsOf, openMinutesOfBestDay, stateAt } from './reckon.ts';
import { WindowList } from './window-list.tsx';

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
/** A window that is shorter than this is worth a word. */
const shortMinutes = 120;

/** When mail may leave, drawn against the clock of the chosen zone. */
export function WindowFields({ form }: { form: PerformanceFormState }) {
  const windows = form.values['app.send_windows'];
  return (
    <FieldGroup title={t('settings-performance.window')}>
      {windows.length > 0 ? <SeveralWindows form={form} /> : <OneWindow form={form} />}
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

function OneWindow({ form }: { form: PerformanceFormState }) {
  const { 'app.send_time_start': start, 'app.send_time_end': end } = form.values;
  const first = { days: [], start: start || '08:00', end: end || '20:00' };
  return (
    <>
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
      <div>
        <Button
          variant="default"
          size="xs"
          onClick={() => form.set({ 'app.send_windows': [first], 'app.send_time_start': '', 'app.send_time_end': '' })}
        >
          {t('settings-performance.windows.several')}
        </Button>
      </div>
    </>
  );
}

function SeveralWindows({ form }: { form: PerformanceFormState }) {
  const windows = form.values['app.send_windows'];
  const { start, end } = windows[0]!;
  // A time of day is not 24:00: as the end of a daily window that is the midnight of 00:00.
  const one = { 'app.send_time_start': start, 'app.send_time_end': end === '24:00' ? '00:00' : end };
  return (
    <>
      <Input.Wrapper
        labelElement="div"
        label={t('settings-performance.windows')}
        description={t('settings-performance.windows.what')}
        error={form.errorOf('app.send_windows')}
      >
        <WindowList windows={windows} onChange={(next) => form.set({ 'app.send_windows': next })} />
      </Input.Wrapper>
      <div>
        <Button variant="default" size="xs" onClick={() => form.set({ 'app.send_windows': [], ...one })}>
          {t('settings-performance.windows.one')}
        </Button>
      </div>
    </>
  );
}

/** What the times that stand in the form mean at this moment. */
function WindowNow({ form }: { form: PerformanceFormState }) {
  const format = useFormat();
  const nowMs = useNow();
  const clock = readClock(form.values['app.timezone'], nowMs);
  const openings = openingsOf(form.values);
  if (!clock) return null; // the zone is being typed
  if (openings === null) return <Warning>{t(problemOf(form))}</Warning>;
  if (openings === 'always')
    return <Text size="sm">{t('settings-performance.window.always', { time: clock.text })}</Text>;

  const { isOpen, minutesLeft } = stateAt(openings, clock.ofWeek);
  const words = { time: clock.text, left: format.duration(minutesLeft * 60_000) };
  const open = openMinutesOfBestDay(openings);
  return (
    <>
      <DayPicture stretches={openings} ofWeek={clock.ofWeek} />
      <Text size="sm">
        {isOpen ? t('settings-performance.window.open', words) : t('settings-performance.window.closed', words)}
      </Text>
      {open < shortMinutes && (
        <Warning>{t('settings-performance.window.short', { hours: format.duration(open * 60_000) })}</Warning>
      )}
    </>
  );
}

function problemOf(form: PerformanceFormState) {
  const { 'app.send_time_start': start, 'app.send_time_end': end, 'app.send_windows': windows } = form.values;
  if (windows.length > 0) return 'settings-performance.windows.wrong';
  return start === end ? 'settings-performance.window.same' : 'settings-performance.window.one-missing';
}

function readClock(timeZone: string, nowMs: number): ReturnType<typeof clockIn> | null {
  try {
    return clockIn(timeZone, nowMs);
  } catch {
    return null;
  }
}
