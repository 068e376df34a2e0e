import { Text } from '@mantine/core';
import type { ServerCapacity } from '../../shared/queue-queries.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';

/** How many messages a server has been given of which the outcome is not known yet, and over how many connections at most. */
export function InFlight({ server: { in_flight, max_conns } }: { server: ServerCapacity }) {
  const format = useFormat();
  return (
    <Text size="sm" className="numbers">
      {t('queue.server.in-flight', { count: format.number(in_flight), max: format.number(max_conns) })}
    </Text>
  );
}
