import { NumberInput, type NumberInputProps } from '@mantine/core';
import type { FieldProps } from './use-api-form.ts';

/** A whole number of a form. What is empty counts as `min`. */
export function NumberField({
  field,
  min = 0,
  ...props
}: { field: FieldProps<number>; min?: number } & NumberInputProps) {
  const { onChange, ...given } = field;
  return (
    <NumberInput
      {...props}
      {...given}
      min={min}
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator=" "
      clampBehavior="blur"
      onChange={(value) => onChange(value === '' ? min : Number(value))}
    />
  );
}
