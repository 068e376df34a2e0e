import type { WindowSpan } from '../capacity/send-window.ts';
import type { SmtpServer } from '../settings/smtp-server.ts';
import { campaignWindow } from './campaign-window.ts';
import type { PresentCapacity } from './present-capacity.ts';
import { type WaitingFor, waitingFor, waitingSentence } from './why-waiting.ts';

/**
 * What keeps every one of these servers from sending at present, or `null` if one of them can send now.
 *
 * @param sendWindows Of the campaign that is to be sent; none is no narrower than the account's.
 */
export function presentWaiting(
  { configuration, capacity, now }: Pick<PresentCapacity, 'configuration' | 'capacity' | 'now'>,
  servers: readonly SmtpServer[],
  sendWindows: readonly WindowSpan[] = [],
): WaitingFor | null {
  if (configuration.settings.queuePaused) return { by: 'queue paused', until: null };
  const names = new Map(servers.map(({ uuid, name }) => [uuid, name]));
  const places = capacity.servers.filter(({ uuid }) => names.has(uuid));
  const { timezone: timeZone } = configuration.settings;
  const { window } = campaignWindow({ sendWindow: capacity.sendWindow, timeZone }, sendWindows);
  return waitingFor(capacity, places, { now: now.getTime(), nameOf: (uuid) => names.get(uuid)!, window });
}

const ofHealth: readonly WaitingFor['by'][] = ['set aside', 'slowed', 'in flight'];

/** It in one sentence, with the server's reply when mail waits for the health of that one. */
export function presentSentence({ configuration, usage, now }: PresentCapacity, waiting: WaitingFor): string {
  const text = waitingSentence(waiting, now.getTime(), configuration.settings.timezone);
  if (waiting.servers || !ofHealth.includes(waiting.by)) return text;
  const server = configuration.servers.find(({ name }) => name === waiting.serverName);
  const reason = server && usage.servers.get(server.uuid)?.reason;
  return reason ? `${text}: ${reason}` : text;
}
