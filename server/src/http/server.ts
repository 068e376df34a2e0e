import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, errorLine } from '../errors.ts';
import { type App, buildApp } from './build-app.ts';
import type { HttpDeps } from './http-deps.ts';

/**
 * The HTTP API as a service.
 *
 * @param options.port 0 takes a free one; `start` answers which.
 * @param options.stopWithinMs How long requests in progress get once it is told to stop; 5 seconds unless given.
 */
export function httpServer(deps: HttpDeps, options: { host: string; port: number; stopWithinMs?: number }) {
  const { host, port: wantedPort, stopWithinMs = 5_000 } = options;
  let app: App | undefined;
  return {
    /** @throws {AppError} `unavailable` if the port is taken or the host is not this machine's. */
    async start(): Promise<{ port: number }> {
      app = await buildApp(deps);
      const listenTextResolver = (address: string) => `listening for HTTP at ${address}`;
      await app.listen({ host, port: wantedPort, listenTextResolver }).catch((error: unknown) => {
        throw new AppError('unavailable', `Cannot listen on ${host}:${wantedPort}: ${errorLine(error)}`);
      });
      const { port } = app.server.address() as AddressInfo;
      return { port };
    },
    async stop(): Promise<void> {
      if (!app) return;
      const stopping = app;
      app = undefined;
      const timer = new AbortController();
      const cut = delay(stopWithinMs, undefined, { signal: timer.signal }).then(
        () => stopping.server.closeAllConnections(),
        () => {},
      );
      await stopping.close();
      timer.abort();
      await cut;
    },
  };
}
