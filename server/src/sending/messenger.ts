import { automaticMessenger } from '../campaigns/campaign.ts';
import type { SmtpServer } from '../settings/smtp-server.ts';

/** The uuid of the only server behind a messenger: `null` for any, `undefined` for one that is gone or disabled. */
export function serverUuidOf(messenger: string, servers: readonly SmtpServer[]): string | null | undefined {
  if (messenger === automaticMessenger) return null;
  return servers.find(({ name, enabled }) => enabled && name === messenger)?.uuid;
}

/** Whether it is the name of one server, whose mail goes by that server alone: see capacity/direct.ts. */
export function isDirect(messenger: string): boolean {
  return messenger !== automaticMessenger;
}

/**
 * The address that mail by this messenger through this server is from, or `null` for the campaign's own: an automatic
 * campaign bears the server's, one that names its server keeps its own.
 */
export function senderAddress(messenger: string, { fromEmail }: Pick<SmtpServer, 'fromEmail'>): string | null {
  return messenger === automaticMessenger && fromEmail !== '' ? fromEmail : null;
}
