import { Text } from '@mantine/core';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { ServerCapacity, SmtpServer } from './queries.ts';

/** All servers together, in a sentence. */
export function Summary({ servers, capacities }: { servers: SmtpServer[]; capacities: ServerCapacity[] }) {
  const format = useFormat();
  const enabled = capacities.filter((capacity) => capacity.enabled);
  const unlimited = enabled.filter(({ daily_remaining: left }) => left === null).length;
  const left = enabled.reduce((sum, { daily_remaining }) => sum + (daily_remaining ?? 0), 0);
  return (
    <Text size="sm" c="dimmed" className="numbers">
      {t('settings-smtp.summary', {
        enabled: format.number(enabled.length),
        all: format.number(servers.length),
        used: format.number(capacities.reduce((sum, { daily_used }) => sum + daily_used, 0)),
        left:
          unlimited > 0
            ? t('settings-smtp.summary.unlimited', { count: format.number(unlimited) })
            : t('settings-smtp.summary.left', { count: format.number(left) }),
      })}
    </Text>
  );
}
