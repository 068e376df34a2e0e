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
