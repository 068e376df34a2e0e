import type { Logger } from '../log.ts';
import type { Configuration } from '../settings/configuration.ts';

/** Logs each configuration that a worker takes up, once. */
export function settingsLog(log: Logger): (configuration: Configuration) => void {
  let loggedVersion: string | null = null;
  return ({ version, settings, servers }) => {
    if (version === loggedVersion) return;
    const enabled = servers.filter((server) => server.enabled).length;
    log.info({ version, servers: enabled, isPaused: settings.queuePaused }, 'settings taken up');
    loggedVersion = version;
  };
}
