import type { SmtpServer } from '../settings/smtp-server.ts';
import type { PresentCapacity } from './present-capacity.ts';
import { type WaitingFor, waitingFor, waitingSentence } from './why-waiting.ts';

/** What keeps every one of these servers from sending at present, or `null` if one of them can send now. */
export function presentWaiting(
  { configuration, capacity, now }: Pick<PresentCapacity, 'configuration' | 'capacity' | 'now'>,
  servers: readonly SmtpServer[],
): WaitingFor | null {
  if (configuration.settings.queuePaused) return { by: 'queue paused', until: null };
  const names = new Map(servers.map(({ uuid, name }) => [uuid, name]));
  const places = capacity.servers.filter(({ uuid }) => names.has(uuid));
  return waitingFor(capacity, places, { now: now.getTime(), nameOf: (uuid) => names.get(uuid)! });
}

/** It in one sentence, with the fault that set the server aside when that is what mail waits for. */
export function presentSentence({ configuration, usage, now }: PresentCapacity, waiting: WaitingFor): string {
  const text = waitingSentence(waiting, now.getTime(), configuration.settings.timezone);
  if (waiting.by !== 'set aside') return text;
  const server = configuration.servers.find(({ name }) => name === waiting.serverName);
  const reason = server && usage.servers.get(server.uuid)?.reason;
  return reason ? `${text}: ${reason}` : text;
}
