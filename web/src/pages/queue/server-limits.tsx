import type { ServerCapacity } from '../../shared/queue-queries.ts';
import { t } from '../../texts/t.ts';
import { Meter } from './meter.tsx';

/** Every limit of a server with what is used and left of it. */
export function ServerLimits({ server }: { server: ServerCapacity }) {
  const {
    name,
    daily_limit,
    daily_used,
    daily_remaining,
    daily_limit_period,
    sliding_window: sliding,
    limits,
  } = server;
  return (
    <>
      <Meter
        server={name}
        label={t(daily_limit_period === 'rolling' ? 'queue.server.rolling' : 'queue.server.daily')}
        used={daily_used}
        limit={daily_limit}
        left={daily_remaining}
      />
      {sliding && (
        <Meter
          server={name}
          label={t('queue.server.sliding', { duration: sliding.duration })}
          used={sliding.used}
          limit={sliding.max}
          left={sliding.remaining}
        />
      )}
      {limits.map(({ period, max, used, remaining }) => (
        <Meter
          key={period}
          server={name}
          label={t('queue.server.sliding', { duration: period })}
          used={used}
          limit={max}
          left={remaining}
        />
      ))}
    </>
  );
}
