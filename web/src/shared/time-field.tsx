import { TextInput, type TextInputProps } from '@mantine/core';
import { t } from '../texts/t.ts';
import { useFormat } from './use-format.ts';
import { instantOf, localOf } from './zoned-time.ts';

/** A day and time by the clocks of `app.timezone`. @param props.value RFC 3339; `null` for none. */
export function TimeField({
  value,
  onChange,
  ...props
}: { value: string | null; onChange: (at: string | null) => void } & Omit<TextInputProps, 'value' | 'onChange'>) {
  const { timeZone } = useFormat();
  return (
    <TextInput
      type="datetime-local"
      description={t('shared.time.zone', { zone: timeZone })}
      {...props}
      value={value === null ? '' : localOf(value, timeZone)}
      onChange={({ currentTarget }) => onChange(instantOf(currentTarget.value, timeZone))}
    />
  );
}
