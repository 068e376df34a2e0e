import { Badge, Table, Text } from '@mantine/core';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { LogLevel, LogLine } from './queries.ts';

const colors: Record<LogLevel, string> = { debug: 'gray', info: 'blue', warn: 'yellow', error: 'red' };

/** Lines of the log, the newest first. On a narrow screen they scroll sideways, by keyboard too. */
export function LogLines({ lines }: { lines: readonly LogLine[] }) {
  const format = useFormat();
  return (
    <section
      aria-label={t('shared.table', { label: t('logs.title') })}
      style={{ overflowX: 'auto' }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
    >
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('logs.at')}</Table.Th>
            <Table.Th>{t('logs.level')}</Table.Th>
            <Table.Th>{t('logs.message')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Td className="numbers" style={{ whiteSpace: 'nowrap', verticalAlign: 'top' }}>
                {format.dateTime(line.at)}
              </Table.Td>
              <Table.Td style={{ verticalAlign: 'top' }}>
                <Badge variant="light" color={colors[line.level]} miw="max-content">
                  {t(`logs.level.${line.level}`)}
                </Badge>
              </Table.Td>
              <Table.Td>
                {line.message} <Fields fields={line.fields} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Fields({ fields }: { fields: LogLine['fields'] }) {
  const { err, ...rest } = fields as { err?: { stack?: string } } & Record<string, unknown>;
  const words = Object.entries(rest).map(([name, value]) => `${name}=${valueText(value)}`);
  return (
    <>
      <Text span size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {words.join(' ')}
      </Text>
      {err && (
        <Text size="xs" ff="monospace" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {err.stack ?? JSON.stringify(err)}
        </Text>
      )}
    </>
  );
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
