import { Group, Pagination, Table, Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../texts/t.ts';
import { useFormat } from './use-format.ts';
import type { ListState } from './use-list-state.ts';

export interface Column<Row> {
  key: string;
  header: string;
  /** In place of `header`, which then only names the column. */
  headerCell?: ReactNode;
  cell: (row: Row) => ReactNode;
  /** What the API sorts by, if it can: its order_by. */
  sortBy?: string;
  isNumber?: boolean;
}

/** A page as the API answers it. */
export interface PageOf<Row> {
  results: Row[];
  total: number;
  page: number;
  per_page: number;
}

/**
 * One page of rows from the server, with the way to the others and to another order. On a narrow screen it scrolls
 * sideways, by keyboard too.
 *
 * @param props.label What the rows are, for screen readers.
 */
export function DataTable<Row>(props: {
  label: string;
  columns: readonly Column<Row>[];
  page: PageOf<Row>;
  rowKey: (row: Row) => string | number;
  list: ListState;
}) {
  const { label, columns, page, rowKey, list } = props;
  return (
    <>
      <section
        aria-label={t('shared.table', { label })}
        style={{ overflowX: 'auto' }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        <Table highlightOnHover verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <HeaderCell key={column.key} column={column} list={list} />
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {page.results.map((row) => (
              <Table.Tr key={rowKey(row)}>
                {columns.map(({ key, cell, isNumber }) => (
                  <Table.Td key={key} {...(isNumber ? { ta: 'right', className: 'numbers' } : {})}>
                    {cell(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <Pages page={page} list={list} />
    </>
  );
}

function HeaderCell<Row>({ column, list }: { column: Column<Row>; list: ListState }) {
  const { header, headerCell, sortBy, isNumber } = column;
  if (headerCell) return <Table.Th>{headerCell}</Table.Th>;
  if (!sortBy) return <Table.Th ta={isNumber ? 'right' : 'left'}>{header}</Table.Th>;
  const direction = list.orderBy === sortBy ? list.order : null;
  return (
    <Table.Th
      ta={isNumber ? 'right' : 'left'}
      aria-sort={direction === null ? 'none' : direction === 'asc' ? 'ascending' : 'descending'}
    >
      <UnstyledButton
        fw={700}
        fz="sm"
        title={t('shared.sort', { column: header })}
        onClick={() => list.setOrder(sortBy, direction === 'asc' ? 'desc' : 'asc')}
      >
        {header} <span aria-hidden>{direction === null ? '' : direction === 'asc' ? '▲' : '▼'}</span>
      </UnstyledButton>
    </Table.Th>
  );
}

function Pages<Row>({ page, list }: { page: PageOf<Row>; list: ListState }) {
  const format = useFormat();
  const { results, total, per_page: perPage } = page;
  const from = (list.page - 1) * perPage + 1;
  const pages = Math.ceil(total / Math.max(1, perPage));
  return (
    <Group justify="space-between" mt="sm">
      <Text size="sm" c="dimmed" className="numbers">
        {t('shared.rows', {
          from: format.number(results.length === 0 ? 0 : from),
          to: format.number(results.length === 0 ? 0 : from + results.length - 1),
          total: format.number(total),
        })}
      </Text>
      {pages > 1 && (
        <Pagination
          total={pages}
          value={list.page}
          onChange={list.setPage}
          size="sm"
          aria-label={t('shared.page')}
          getControlProps={(control) => ({
            'aria-label':
              control === 'next' ? t('shared.page.next') : control === 'previous' ? t('shared.page.previous') : control,
          })}
        />
      )}
    </Group>
  );
}
