/** Something with a lifetime. `stop` is safe to call twice, or before `start`. */
export interface Service<Started = unknown> {
  start(): Promise<Started>;
  stop(): Promise<unknown>;
}

/** The services that have been started, in that order. */
export interface RunningServices {
  start<Started>(service: Service<Started>): Promise<Started>;
  /** Stops them newest first: the others too when one of them fails to, whose error is then thrown. */
  stop(): Promise<void>;
}

/** Starts services and remembers their order. */
export function runningServices(): RunningServices {
  const services: Service[] = [];
  return {
    start(service) {
      services.push(service);
      return service.start();
    },
    async stop() {
      const errors: unknown[] = [];
      for (const service of services.splice(0).toReversed()) {
        await service.stop().catch((error: unknown) => errors.push(error));
      }
      if (errors.length > 0) throw errors[0];
    },
  };
}
