import { Table, Title } from '@mantine/core';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';

interface Row {
  name: string;
  total: number;
  sent: number;
  failed: number;
  deferred: number;
  cancelled: number;
  uncertain: number;
}

const columns = ['total', 'sent', 'failed', 'deferred', 'cancelled', 'uncertain'] as const;

/** How many emails became what, by whatever `first` names. Columns of nothing but zeros are left out. */
export function OutcomeTable({ title, first, rows }: { title: string; first: string; rows: Row[] }) {
  const format = useFormat();
  const shown = columns.filter((column) => column === 'total' || rows.some((row) => row[column] > 0));
  return (
    <div>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      <section
        aria-label={t('shared.table', { label: title })}
        style={{ overflowX: 'auto' }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{first}</Table.Th>
              {shown.map((column) => (
                <Table.Th key={column} ta="right">
                  {t(`campaigns.report.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.name}>
                <Table.Th scope="row" fw={400}>
                  {row.name}
                </Table.Th>
                {shown.map((column) => (
                  <Table.Td key={column} ta="right" className="numbers">
                    {format.number(row[column])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </div>
  );
}
