import type { Limit, SlidingLimit } from './limit.ts';
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
  /** The sliding window of the guide: the server's own, or that of the settings. */
  readonly sliding: Limit | null;
  /** More sliding limits, each of another period. All limits apply together. */
  readonly further: readonly SlidingLimit[];
}

/** One limit of a server or of the account. */
export interface LimitInForce<Name extends string = string> {
  readonly name: Name;
  /** Under which its window is kept, if it slides: the guide's own has the server's uuid, the others add their period. */
  readonly key: string;
  readonly limit: Limit;
}

/** The limits of one server, all of which apply together. */
export function limitsOfServer({ uuid, daily, sliding, further }: ServerLimits) {
  return present<'daily limit' | 'sliding window' | 'further limit'>([
    ['daily limit', `${uuid}:day`, daily],
    ['sliding window', uuid, sliding],
    ...further.map((limit) => ['further limit', `${uuid}:${limit.periodMs}`, limit] as const),
  ]);
}

/** The limits of all servers together. */
export function limitsOfAccount({ account: { minute, hour, day } }: Limits) {
  return present<'account minute' | 'account hour' | 'account day'>([
    ['account minute', 'account:minute', minute],
    ['account hour', 'account:hour', hour],
    ['account day', 'account:day', day],
  ]);
}

function present<Name extends string>(
  limits: readonly (readonly [Name, string, Limit | null])[],
): LimitInForce<Name>[] {
  return limits.flatMap(([name, key, limit]) => (limit ? [{ name, key, limit }] : []));
}

/** The sliding limits, by the key under which each one's window is kept; `serverUuid` is `null` for the account's. */
export function slidingLimits(limits: Limits): Map<string, { limit: SlidingLimit; serverUuid: string | null }> {
  const all = [
    ...limitsOfAccount(limits).map((inForce) => ({ ...inForce, serverUuid: null })),
    ...limits.servers.flatMap((server) =>
      limitsOfServer(server).map((inForce) => ({ ...inForce, serverUuid: server.uuid })),
    ),
  ];
  return new Map(
    all.flatMap(({ key, limit, serverUuid }) => (limit.kind === 'sliding' ? [[key, { limit, serverUuid }]] : [])),
  );
}
