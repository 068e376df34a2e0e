import { Badge } from '@mantine/core';

/** The colour of every status of a queue row, a campaign, an SMTP server, a person, a subscription, a list, an import, a bounce. */
const colors = {
  queued: 'blue',
  sending: 'cyan',
  sent: 'green',
  failed: 'red',
  cancelled: 'gray',
  uncertain: 'orange',
  draft: 'gray',
  scheduled: 'indigo',
  running: 'cyan',
  paused: 'yellow',
  finished: 'green',
  ready: 'green',
  waiting: 'blue',
  'set aside': 'red',
  disabled: 'gray',
  healthy: 'green',
  slowed: 'yellow',
  parked: 'red',
  probing: 'orange',
  enabled: 'green',
  blocklisted: 'red',
  unconfirmed: 'yellow',
  confirmed: 'green',
  unsubscribed: 'gray',
  active: 'green',
  archived: 'gray',
  importing: 'cyan',
  stopped: 'yellow',
  hard: 'red',
  soft: 'yellow',
  complaint: 'orange',
} as const;

export type Status = keyof typeof colors;

/** A status in its colour. The word says it too: not everyone tells the colours apart. */
export function StatusBadge({ status, label = status }: { status: Status; label?: string }) {
  return (
    <Badge variant="light" color={colors[status]} miw="max-content">
      {label}
    </Badge>
  );
}
