import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import { t } from '../texts/t.ts';

const found = (search: string) =>
  queryOptions({
    queryKey: ['subscribers', 'picker', search],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/subscribers', { params: { query: { search, per_page: 10 } }, signal })),
    placeholderData: keepPreviousData,
  });

/** One subscriber, found by a part of the address or name; none is the sample person. */
export function SubscriberPicker({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | null;
  onChange: (id: number | null) => void;
}) {
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 300);
  const { data } = useQuery(found(settled));
  return (
    <Select
      label={label}
      placeholder={t('shared.preview.sample')}
      size="xs"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('shared.preview.sample') }}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={t('shared.preview.nobody')}
      data={(data?.results ?? []).map(({ id, email }) => ({ value: String(id), label: email }))}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
    />
  );
}
