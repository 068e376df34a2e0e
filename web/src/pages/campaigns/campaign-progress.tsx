import { Group, Progress, Text } from '@mantine/core';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { Campaign } from './queries.ts';

/** In the order in which the bar shows them, and in which colour. */
const parts = [
  ['sent', 'green'],
  ['failed', 'red'],
  ['uncertain', 'orange'],
  ['cancelled', 'gray'],
] as const;

/** How much of a campaign is done, as a bar and in words. What has not started has none. */
export function CampaignProgress({ campaign, size = 'md' }: { campaign: Campaign; size?: string }) {
  const format = useFormat();
  const { to_send: total, queue, name } = campaign;
  if (total === 0) return null;
  const done = parts.reduce((sum, [part]) => sum + queue[part], 0);
  const words = t('campaigns.progress', { done: format.number(done), total: format.number(total) });
  return (
    <div>
      <Progress.Root size={size} role="img" aria-label={`${name}: ${words}`}>
        {parts.map(([part, color]) => (
          <Progress.Section key={part} value={(queue[part] / total) * 100} color={color} withAria={false} />
        ))}
      </Progress.Root>
      <Group justify="space-between" gap="xs" mt={4}>
        <Text size="xs" className="numbers">
          {words}
        </Text>
        <Text size="xs" className="numbers">
          {format.percent(done, total)}
        </Text>
      </Group>
    </div>
  );
}
