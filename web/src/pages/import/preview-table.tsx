import { Alert, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { t } from '../../texts/t.ts';
import { columnKinds, columnOf, type ImportParams, mapped } from './params.ts';
import type { ImportPreview } from './queries.ts';

/** The first rows of a file, what each column becomes, and which rows would be rejected. */
export function PreviewTable({
  preview: { headers, rows, problem },
  mapping,
  onMapping,
}: {
  preview: ImportPreview;
  mapping: ImportParams['mapping'];
  onMapping: (mapping: ImportParams['mapping']) => void;
}) {
  return (
    <Stack>
      {problem !== null && (
        <Alert color="red" role="alert" title={t('import.problem')}>
          {problem}
        </Alert>
      )}
      <section
        aria-label={t('shared.table', { label: t('import.preview') })}
        style={{ overflowX: 'auto' }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        <Table verticalSpacing="xs">
          <Table.Caption>{t('import.preview.what')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('import.line')}</Table.Th>
              {headers.map((header, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a file's columns have an order, and may have the same header
                <Table.Th key={i} style={{ verticalAlign: 'top', minWidth: 170 }}>
                  <ColumnTarget header={header} mapping={mapping} onMapping={onMapping} />
                </Table.Th>
              ))}
              <Table.Th>{t('import.outcome')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ line, fields, problem: why, person }) => (
              <Table.Tr key={line}>
                <Table.Td className="numbers">{line}</Table.Td>
                {headers.map((_header, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <Table.Td key={i} maw={240} style={{ overflowWrap: 'anywhere' }}>
                    {fields[i]}
                  </Table.Td>
                ))}
                <Table.Td>
                  {why !== null ? (
                    <Text size="sm" c="var(--mantine-color-error)">
                      {t('import.rejected-row', { reason: why })}
                    </Text>
                  ) : (
                    person && <Text size="sm">{t('import.good-row')}</Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </Stack>
  );
}

function ColumnTarget(props: {
  header: string;
  mapping: ImportParams['mapping'];
  onMapping: (mapping: ImportParams['mapping']) => void;
}) {
  const { header, mapping, onMapping } = props;
  const { kind, attribute } = columnOf(header, mapping);
  return (
    <Stack gap={4}>
      <Select
        label={header || t('import.column.unnamed')}
        data={columnKinds.map((value) => ({ value, label: t(`import.column.${value}`) }))}
        value={kind}
        onChange={(next) => next && onMapping(mapped(mapping, header, next))}
        allowDeselect={false}
        size="xs"
      />
      {kind === 'attribute' && (
        <TextInput
          aria-label={t('import.column.attribute-of', { header })}
          value={attribute}
          onChange={({ currentTarget: { value } }) => value && onMapping({ ...mapping, [header]: value })}
          size="xs"
        />
      )}
    </Stack>
  );
}
