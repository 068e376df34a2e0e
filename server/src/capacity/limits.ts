import type { Limit } from './limit.ts';
import type { SendWindow } from './send-window.ts';

/** Every limit in force, as the settings say: a server's own wins over the account's default, and off is `null`. */
export interface Limits {
  /** Of the configuration that they come from: what was claimed under another is not sent. */
  readonly version: string;
  /** IANA name; of the send window and of every calendar day. */
  readonly timeZone: string;
  readonly sendWindow: SendWindow | null;
  readonly account: { readonly minute: Limit | null; readonly hour: Limit | null; readonly day: Limit | null };
  /** The servers that are enabled. */
  readonly servers: readonly ServerLimits[];
}

export interface ServerLimits {
  readonly uuid: string;
  readonly daily: Limit | null;
  readonly sliding: Limit | null;
}

/** The sliding limits, by the key under which each one's window is kept: a server's uuid, or the account's. */
export function slidingLimits(limits: Limits): Map<string, Extract<Limit, { kind: 'sliding' }>> {
  const { minute, hour } = limits.account;
  const all: [string, Limit | null][] = [
    ['account:minute', minute],
    ['account:hour', hour],
    ...limits.servers.map(({ uuid, sliding }): [string, Limit | null] => [uuid, sliding]),
  ];
  return new Map(all.flatMap(([key, limit]) => (limit?.kind === 'sliding' ? [[key, limit]] : [])));
}
