import { Button, Checkbox, CloseButton, Group, Paper, Stack, TextInput } from '@mantine/core';
import type { SettingsAnswer } from '../../shared/settings-query.ts';
import { t } from '../../texts/t.ts';
import { weekdays } from './reckon.ts';
import { weekdayNames } from './weekday-names.ts';

type Windows = SettingsAnswer['app.send_windows'];

/** Several send windows: each with its times and the days on which it begins. */
export function WindowList({ windows, onChange }: { windows: Windows; onChange: (windows: Windows) => void }) {
  const set = (i: number, change: Partial<Windows[number]>) =>
    onChange(windows.map((window, at) => (at === i ? { ...window, ...change } : window)));
  return (
    <Stack gap="xs" align="flex-start">
      {windows.map((window, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a window has no name but its place
        <Paper key={i} withBorder p="sm" w="100%">
          <Group gap="sm" align="flex-end">
            <TextInput
              label={t('settings-performance.windows.start', { n: i + 1 })}
              w={110}
              value={window.start}
              onChange={(event) => set(i, { start: event.currentTarget.value })}
            />
            <TextInput
              label={t('settings-performance.windows.end', { n: i + 1 })}
              w={110}
              value={window.end}
              onChange={(event) => set(i, { end: event.currentTarget.value })}
            />
            <CloseButton
              aria-label={t('settings-performance.windows.remove', { n: i + 1 })}
              onClick={() => onChange(windows.toSpliced(i, 1))}
            />
          </Group>
          <Days n={i + 1} days={window.days ?? []} onChange={(days) => set(i, { days })} />
        </Paper>
      ))}
      <Button
        variant="default"
        size="xs"
        onClick={() => onChange([...windows, { days: [], start: '08:00', end: '20:00' }])}
      >
        {t('settings-performance.windows.add')}
      </Button>
    </Stack>
  );
}

type Days = NonNullable<Windows[number]['days']>;

function Days({ n, days, onChange }: { n: number; days: Days; onChange: (days: Days) => void }) {
  const names = weekdayNames('short');
  return (
    <Checkbox.Group
      mt="xs"
      label={t('settings-performance.windows.days', { n })}
      description={t('settings-performance.windows.days.what')}
      value={days}
      onChange={(chosen) => onChange(weekdays.filter((day) => chosen.includes(day)))}
    >
      <Group gap="sm" mt="xs">
        {weekdays.map((day, i) => (
          <Checkbox key={day} value={day} label={names[i]} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
