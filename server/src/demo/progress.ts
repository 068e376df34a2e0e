/** What the API says of a server, as far as the demo shows it. */
export interface ServerCapacity {
  name: string;
  daily_limit: number;
  daily_used: number;
  daily_remaining: number | null;
  sliding_window: { max: number; duration: string; used: number; remaining: number } | null;
  waiting_for: string | null;
  next_send_at: string | null;
}

/** What the API says of a campaign, as far as the demo shows it. */
export interface CampaignProgress {
  status: string;
  to_send: number;
  paused_reason: string | null;
  queue: { queued: number; sending: number; sent: number; failed: number; cancelled: number; uncertain: number };
}

/** How everything is at one moment. */
export interface Snapshot {
  campaign: CampaignProgress;
  servers: readonly ServerCapacity[];
  elapsedSeconds: number;
}

/** How far the campaign is, in one line without a bar. */
export function progressLine({ campaign: { queue, to_send }, servers, elapsedSeconds }: Snapshot): string {
  const used = servers.map(({ name, daily_used }) => `${name} ${daily_used}`).join(', ');
  return `${elapsedSeconds.toFixed(0).padStart(3)} s: ${queue.sent} of ${to_send} sent (${used}); ${waiting(servers)}`;
}

/** How far the campaign and every server is, as lines for a terminal of so many columns. */
export function progressScreen({ campaign, servers, elapsedSeconds }: Snapshot, columns: number): string[] {
  const { queue, to_send } = campaign;
  const label = ` ${queue.sent} of ${to_send} sent, ${elapsedSeconds.toFixed(0)} s`;
  const width = Math.max(10, Math.min(50, columns - label.length - 1));
  const lines = [
    bar(to_send === 0 ? 0 : queue.sent / to_send, width) + label,
    row('server', 'used today', 'left', 'in its window', 'left'),
    ...servers.map(({ name, daily_limit, daily_used, daily_remaining, sliding_window: window }) =>
      row(
        name,
        daily_limit === 0 ? `${daily_used}` : `${daily_used} of ${daily_limit}`,
        daily_remaining === null ? 'no limit' : `${daily_remaining}`,
        window ? `${window.used} of ${window.max} in ${window.duration}` : 'no limit',
        window ? `${window.remaining}` : '',
      ),
    ),
    ...servers.map(({ name, waiting_for }) => waiting_for ?? `${name} is sending`),
  ];
  return lines.map((line) => line.slice(0, columns));
}

function row(...cells: [string, string, string, string, string]): string {
  const widths = [14, 12, 9, 18, 5];
  return cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' ');
}

function bar(fraction: number, width: number): string {
  const done = Math.round(fraction * width);
  return '█'.repeat(done) + '░'.repeat(width - done);
}

/** What the campaign waits for is what the server waits for that sends first. */
function waiting(servers: readonly ServerCapacity[]): string {
  const sending = servers.filter(({ waiting_for }) => waiting_for === null).map(({ name }) => name);
  if (sending.length > 0) return `sending through ${sending.join(', ')}`;
  const at = ({ next_send_at }: ServerCapacity) => next_send_at ?? '~'; // after every date
  const [first] = servers.toSorted((a, b) => (at(a) < at(b) ? -1 : 1));
  return first?.waiting_for ?? '';
}
