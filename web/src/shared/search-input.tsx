import { TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';

/** Typing is over when no key was pressed for this long. */
const pauseMs = 300;

/** A text to search by: what was typed is searched for once typing stops, so not at every key. */
export function SearchInput({
  value,
  onSearch,
  ...props
}: { value: string; onSearch: (text: string) => void } & Omit<TextInputProps, 'value' | 'onChange'>) {
  const [typed, setTyped] = useState(value);
  const search = useDebouncedCallback(onSearch, pauseMs);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      type="search"
      {...props}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        search(currentTarget.value.trim());
      }}
    />
  );
}
