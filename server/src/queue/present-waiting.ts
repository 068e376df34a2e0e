import type { SmtpServer } from '../settings/smtp-server.ts';
import type { PresentCapacity } from './present-capacity.ts';
import { type WaitingFor, waitingFor, waitingSentence } from './why-waiting.ts';

/** What keeps every one of these servers from sending at present, or `null` if one of them can send now. */
export function presentWaiting(
  { configuration, capacity, now }: PresentCapacity,
  servers: readonly SmtpServer[],
): WaitingFor | null {
  if (configuration.settings.queuePaused) return { by: 'queue paused', until: null };
  const names = new Map(servers.map(({ uuid, name }) => [uuid, name]));
  const places = capacity.servers.filter(({ uuid }) => names.has(uuid));
  return waitingFor(capacity, places, { now: now.getTime(), nameOf: (uuid) => names.get(uuid)! });
}

const ofHealth: readonly WaitingFor['by'][] = ['set aside', 'slowed', 'in flight'];

/** It in one sentence, with the server's reply when mail waits for its health. */
export function presentSentence({ configuration, usage, now }: PresentCapacity, waiting: WaitingFor): string {
  const text = waitingSentence(waiting, now.getTime(), configuration.settings.timezone);
  if (!ofHealth.includes(waiting.by)) return text;
  const server = configuration.servers.find(({ name }) => name === waiting.serverName);
  const reason = server && usage.servers.get(server.uuid)?.reason;
  return reason ? `${text}: ${reason}` : text;
}
