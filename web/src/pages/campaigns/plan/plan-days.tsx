import { Table, Text } from '@mantine/core';
import { useDay } from '../../../shared/use-day.ts';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import type { Plan } from '../queries.ts';

/** The days of a plan in numbers, by server; folded away beneath the chart that shows them. */
export function PlanDays({ days }: Pick<Plan, 'days'>) {
  const format = useFormat();
  const dayText = useDay();
  return (
    <details>
      <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
        {t('campaigns.plan.days')}
      </Text>
      <section
        aria-label={t('shared.table', { label: t('campaigns.plan.days') })}
        style={{ overflowX: 'auto' }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('campaigns.plan.column.day')}</Table.Th>
              <Table.Th ta="right">{t('campaigns.plan.column.emails')}</Table.Th>
              <Table.Th>{t('campaigns.plan.column.servers')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.map(({ day, sent, servers }) => (
              <Table.Tr key={day}>
                <Table.Td>{dayText(day)}</Table.Td>
                <Table.Td ta="right" className="numbers">
                  {format.number(sent)}
                </Table.Td>
                <Table.Td>
                  {servers.map((server) => `${server.name} ${format.number(server.sent)}`).join(', ')}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </details>
  );
}
