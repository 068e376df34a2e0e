import { Badge } from '@mantine/core';

/** The colour of every status of a queue row, a campaign and an SMTP server. */
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
