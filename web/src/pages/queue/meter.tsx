import { Group, Progress, Text } from '@mantine/core';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';

/** A limit: what of it is used, in words and as a bar. @param props.left `null` without a limit. */
export function Meter(props: { server: string; label: string; used: number; limit: number; left: number | null }) {
  const { server, label, used, limit, left } = props;
  const format = useFormat();
  const words =
    left === null
      ? t('queue.server.unlimited', { used: format.number(used) })
      : t('queue.server.used', {
          used: format.number(used),
          limit: format.number(limit),
          remaining: format.number(left),
        });
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{label}</Text>
        <Text size="sm" className="numbers">
          {words}
        </Text>
      </Group>
      {left !== null && (
        <Progress
          value={limit > 0 ? Math.min(100, (used / limit) * 100) : 100}
          color={left === 0 ? 'orange' : 'blue'}
          aria-label={t('queue.server.meter', { name: server, what: `${label}, ${words}` })}
        />
      )}
    </div>
  );
}
