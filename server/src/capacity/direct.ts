import type { Capacity, ServerCapacity } from './capacity.ts';

/*
 * A direct messenger is the name of one SMTP server. The guide has campaigns that name their server go on as they did before
 * there was a queue: they leave outside the send window and beyond the server's daily limit, and only by that server. The
 * server's sliding windows, its health, the limits of the account and the campaign's own send windows hold for them as for all mail, and what they send counts
 * against the daily limit, so that the automatic campaigns of the day see what the provider sees.
 */

/** A server as a direct campaign meets it: without a daily limit. */
export function asDirect(server: ServerCapacity): ServerCapacity {
  return { ...server, meters: server.meters.filter(({ name }) => name !== 'daily limit') };
}

/** The capacity as direct campaigns meet it: always open, servers without a daily limit. */
export function directCapacity(capacity: Capacity): Capacity {
  return { ...capacity, sendWindow: null, servers: capacity.servers.map(asDirect) };
}

/** The servers by which mail may leave, as it meets them. @param mail.serverUuid The only one, or `null` for any. */
export function serversFor(
  capacity: Capacity,
  { serverUuid, isDirect }: { serverUuid: string | null; isDirect: boolean },
): readonly ServerCapacity[] {
  const servers = capacity.servers.filter(({ uuid }) => serverUuid === null || uuid === serverUuid);
  return isDirect ? servers.map(asDirect) : servers;
}
