import { Select, SimpleGrid } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import { t } from '../../texts/t.ts';
import { type ColumnName, columnNames } from './columns.ts';

/** What each column of the file is: found by its header, and to be corrected here. */
export function ImportColumns(props: {
  headers: string[];
  mapping: (ColumnName | null)[];
  onChange: (mapping: (ColumnName | null)[]) => void;
}) {
  const { headers, mapping, onChange } = props;
  return (
    <FieldGroup title={t('settings-smtp.import.columns')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        {headers.map((header, i) => (
          <Select
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have the same header
            key={i}
            label={t('settings-smtp.import.column', { header })}
            placeholder={t('settings-smtp.import.column.none')}
            clearable
            clearButtonProps={{ 'aria-label': t('settings-smtp.import.column.none') }}
            data={columnNames}
            value={mapping[i] ?? null}
            onChange={(value) => onChange(mapping.with(i, value))}
          />
        ))}
      </SimpleGrid>
    </FieldGroup>
  );
}
