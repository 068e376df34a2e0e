import { Stack, Text } from '@mantine/core';
import { Countdown } from '../../shared/countdown.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { ServerCapacity, SmtpServer } from './queries.ts';
import { type Neighbours, ServerActions } from './server-actions.tsx';

/** What an opened server shows: where it is, its limits, its health with the reply that changed it, and what can be done. */
export function ServerDetails(props: { server: SmtpServer; capacity: ServerCapacity; neighbours: Neighbours }) {
  const { server, capacity, neighbours } = props;
  return (
    <Stack gap={4} py="sm" fz="sm" style={{ overflowWrap: 'anywhere' }}>
      <DailyWords capacity={capacity} />
      <Where server={server} />
      <Windows capacity={capacity} />
      <InFlight server={server} capacity={capacity} />
      <Health capacity={capacity} />
      <ServerActions server={server} capacity={capacity} neighbours={neighbours} />
    </Stack>
  );
}

/** On a narrow screen the line has no room for it. */
function DailyWords({ capacity }: { capacity: ServerCapacity }) {
  const format = useFormat();
  const { daily_used: used, daily_limit: limit, daily_limit_period: period } = capacity;
  const words = { used: format.number(used), limit: format.number(limit) };
  return (
    <Text size="sm" hiddenFrom="sm">
      {limit === 0
        ? t('settings-smtp.used.unlimited', words)
        : t(period === 'rolling' ? 'settings-smtp.used.rolling' : 'settings-smtp.used', words)}
    </Text>
  );
}

function Where({ server: { host, port, tls_type: tls, from_email: from } }: { server: SmtpServer }) {
  return (
    <>
      <Text size="sm">
        {t('settings-smtp.address', { host, port, tls: tls === 'none' ? t('settings-smtp.tls.none') : tls })}
      </Text>
      <Text size="sm">{from ? t('settings-smtp.from', { email: from }) : t('settings-smtp.from.campaign')}</Text>
    </>
  );
}

function Windows({ capacity: { sliding_window: sliding, limits } }: { capacity: ServerCapacity }) {
  const format = useFormat();
  const all = [...(sliding ? [{ ...sliding, period: sliding.duration }] : []), ...limits];
  return all.map(({ period, max, used, remaining }) => (
    <Text size="sm" key={period} className="numbers">
      {t('settings-smtp.window-used', {
        used: format.number(used),
        limit: format.number(max),
        duration: period,
        remaining: format.number(remaining),
      })}
    </Text>
  ));
}

function InFlight({ server, capacity }: { server: SmtpServer; capacity: ServerCapacity }) {
  const format = useFormat();
  if (capacity.in_flight === 0) return null;
  const words = { count: format.number(capacity.in_flight), max: format.number(server.max_conns) };
  return <Text size="sm">{t('settings-smtp.in-flight', words)}</Text>;
}

function Health({ capacity }: { capacity: ServerCapacity }) {
  const format = useFormat();
  const { state, waiting_for: waiting, next_send_at: next, health_reason: reason, health_since: since } = capacity;
  return (
    <>
      {reason && since && <Text size="sm">{t('settings-smtp.since', { when: format.dateTime(since), reason })}</Text>}
      {waiting && state !== 'disabled' && (
        <Text size="sm">
          {waiting} {next && <Countdown at={next} />}
        </Text>
      )}
    </>
  );
}
