import type { SmtpServer } from '../settings/smtp-server.ts';
import type { SmtpEndpoint } from '../smtp/endpoint.ts';

/** The part of a server's settings that its connections depend on. */
export function endpointOf(server: SmtpServer): SmtpEndpoint {
  const { host, port, helloHostname, authProtocol, username, password } = server;
  const { tlsType, tlsSkipVerify, maxConns, idleTimeoutMs, waitTimeoutMs } = server;
  return {
    ...{ host, port, helloHostname, authProtocol, username, password },
    ...{ tlsType, tlsSkipVerify, maxConns, idleTimeoutMs, waitTimeoutMs },
  };
}

export function isSameEndpoint(a: SmtpEndpoint, b: SmtpEndpoint): boolean {
  return (Object.keys(a) as (keyof SmtpEndpoint)[]).every((key) => a[key] === b[key]);
}

/** The uuids of servers whose connection or sender is another than before, so that an earlier fault says nothing of them. */
export function correctedServers(before: readonly SmtpServer[], after: readonly SmtpServer[]): string[] {
  const earlier = new Map(before.map((server) => [server.uuid, server]));
  const corrected = after.filter((server) => {
    const known = earlier.get(server.uuid);
    if (!known) return false;
    const isSame = known.fromEmail === server.fromEmail && known.enabled === server.enabled;
    return !isSame || !isSameEndpoint(endpointOf(known), endpointOf(server));
  });
  return corrected.map(({ uuid }) => uuid);
}
