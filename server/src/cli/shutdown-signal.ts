/** Ctrl-C under `npm start` reaches this process from the terminal and again from npm: within this it is one signal. */
const sameSignalMs = 500;

/** Resolves at the first SIGTERM, SIGINT or SIGHUP. Another one ends the process at once, with exit code 1. */
export function shutdownSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAt: number | null = null;
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(name, () => {
        if (firstAt !== null && performance.now() - firstAt > sameSignalMs) process.exit(1);
        firstAt ??= performance.now();
        resolve(name);
      });
    }
  });
}
