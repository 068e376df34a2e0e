import { Badge, Tooltip } from '@mantine/core';
import { t } from '../texts/t.ts';
import { useLiveEvents } from './use-live-events.ts';

/** Whether what is on the screen follows what happens. */
export function LiveState() {
  const isLive = useLiveEvents();
  if (isLive) return null;
  return (
    <Tooltip label={t('app.not-live.what')}>
      <Badge color="yellow" variant="light" role="status">
        {t('app.not-live')}
      </Badge>
    </Tooltip>
  );
}
