import { Table, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A table with a heading, whose first column names the rows and whose others are numbers. */
export function ScrollingTable({
  title,
  headers,
  rows,
}: {
  title: string;
  headers: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}) {
  const id = useId();
  return (
    <div>
      <Title order={2} size="h4" mb="sm" id={id}>
        {title}
      </Title>
      <section
        aria-labelledby={id}
        style={{ overflowX: 'auto' }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        <Table verticalSpacing="xs" style={{ whiteSpace: 'nowrap' }}>
          <Table.Thead>
            <Table.Tr>
              {headers.map((header, i) => (
                <Table.Th key={header} ta={i === 0 ? 'left' : 'right'}>
                  {header}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ key, cells: [first, ...others] }) => (
              <Table.Tr key={key}>
                <Table.Th scope="row">{first}</Table.Th>
                {others.map((cell, i) => (
                  <Table.Td key={headers[i + 1]} ta="right" className="numbers">
                    {cell}
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
