import { Text } from '@mantine/core';
import { t } from '../texts/t.ts';
import { useFormat } from './use-format.ts';
import { useNow } from './use-now.ts';

/** How long it is until `at`, going down each second. Screen readers hear of the instant, not of every second. */
export function Countdown({ at }: { at: string }) {
  const format = useFormat();
  const leftMs = new Date(at).getTime() - useNow();
  return (
    <Text span inherit className="numbers" title={format.dateTime(at)}>
      {leftMs > 0 ? t('shared.in', { duration: format.duration(leftMs) }) : t('shared.now')}
    </Text>
  );
}
