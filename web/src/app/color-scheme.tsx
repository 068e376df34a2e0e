import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { t } from '../texts/t.ts';

/** Light, dark, or as the machine has it. */
export function ColorScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t('app.color-scheme')}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as MantineColorScheme)}
      data={[
        { value: 'auto', label: t('app.color-scheme.auto') },
        { value: 'light', label: t('app.color-scheme.light') },
        { value: 'dark', label: t('app.color-scheme.dark') },
      ]}
    />
  );
}
