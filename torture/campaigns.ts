import { setTimeout as delay } from 'node:timers/promises';
import type { AskApi } from '../server/src/demo/api-client.ts';
import type { CampaignProgress } from '../server/src/demo/progress.ts';
import type { Plan } from './plan.ts';
import { type RowWord, subjectOf } from './round-record.ts';
import { utcTime } from './utc-time.ts';

export type CampaignState = CampaignProgress & { queued_at: string | null };

/** What a round is made of, as the API knows it. */
export interface Round {
  lists: { a: number; b: number };
  campaigns: { id: number; subject: string }[];
  /** Ids of people by their address, and back. */
  ids: ReadonlyMap<string, number>;
  addresses: ReadonlyMap<number, string>;
  /** Names of servers by their uuid, and uuids by name. */
  serverNames: ReadonlyMap<string, string>;
  servers: readonly SavedServer[];
}

export interface SavedServer {
  uuid: string;
  name: string;
  host: string;
  port: number;
}

/** Makes the servers, people and campaigns of a round; nothing is sent yet. */
export async function setUp(
  ask: AskApi,
  plan: Plan,
  { ports, windowEndsAt }: { ports: readonly number[]; windowEndsAt: number | null },
): Promise<Round> {
  const servers = await saveServers(ask, plan, { ports, windowEndsAt });
  const lists = { a: await makeList(ask, plan, 'a'), b: await makeList(ask, plan, 'b') };
  const people: { id: number; email: string }[] = [];
  for (const listId of Object.values(lists)) {
    const page = `/api/subscribers?list_id=${listId}&per_page=all`;
    people.push(...(await ask<{ results: { id: number; email: string }[] }>('GET', page)).results);
  }
  const campaigns = [];
  for (const [i, { lists: of, server }] of plan.campaigns.entries()) {
    const subject = subjectOf(plan.round, i);
    const { id } = await ask<{ id: number }>('POST', '/api/campaigns', {
      ...{ name: subject, subject, lists: of.map((list) => lists[list]), messenger: server ?? 'automatic' },
      ...{ content_type: 'plain', body: 'Hello {{ subscriber.name }}\n\n{{ unsubscribe_url }}\n' },
    });
    campaigns.push({ id, subject });
  }
  return {
    ...{ lists, campaigns, servers },
    ids: new Map(people.map(({ id, email }) => [email, id])),
    addresses: new Map(people.map(({ id, email }) => [id, email])),
    serverNames: new Map(servers.map(({ uuid, name }) => [uuid, name])),
  };
}

async function saveServers(
  ask: AskApi,
  { servers }: Plan,
  { ports, windowEndsAt }: { ports: readonly number[]; windowEndsAt: number | null },
): Promise<SavedServer[]> {
  await ask('PUT', '/api/settings', {
    'app.timezone': 'UTC',
    'app.send_time_start': windowEndsAt === null ? '' : utcTime(windowEndsAt - 3_600_000),
    'app.send_time_end': windowEndsAt === null ? '' : utcTime(windowEndsAt),
    'delivery.max_attempts': 3,
    'delivery.retry_first_delay': '1s',
    'delivery.retry_max_delay': '1s',
    smtp: servers.map(({ name, temperament, window, dailyLimit, maxConns }, i) => ({
      ...{ name, host: '127.0.0.1', port: ports[i], from_email: `news@${name.slice(6)}.example.com` },
      ...{ max_conns: maxConns, daily_limit: dailyLimit, ...windowOf(window) },
      ...(temperament === 'locked' && { auth_protocol: 'plain', username: 'someone', password: 'wrong' }),
      ...(temperament === 'untrusted' && { tls_type: 'STARTTLS' }),
      ...((temperament === 'hanging' || temperament === 'mute') && { wait_timeout: '250ms' }),
    })),
  });
  return (await ask<{ smtp: SavedServer[] }>('GET', '/api/settings')).smtp;
}

/** A window as the API has it. */
export function windowOf(window: { max: number; periodMs: number } | null) {
  return {
    sliding_window: window !== null,
    sliding_window_rate: window?.max ?? null,
    sliding_window_duration: window && `${window.periodMs}ms`,
  };
}

/** Makes a list and imports who is on it; someone on both lists is one person. */
async function makeList(ask: AskApi, { round, people }: Plan, list: 'a' | 'b'): Promise<number> {
  const { id } = await ask<{ id: number }>('POST', '/api/lists', { name: `${list} of ${round}`, type: 'private' });
  const rows = people
    .filter(({ lists }) => lists.some((one) => one === list))
    .map(({ address }) => `${address},Reader\n`);
  if (rows.length === 0) return id;
  const form = new FormData();
  form.set('params', JSON.stringify({ mode: 'subscribe', lists: [id] }));
  form.set('file', new File([`email,name\n${rows.join('')}`], 'people.csv', { type: 'text/csv' }));
  await ask('POST', '/api/import/subscribers', form);
  return id;
}

const rowsPerPage = 1_000;

/** What Sluice says of every row of a campaign. */
export async function rowsOf(ask: AskApi, campaignId: number, round: Round): Promise<(RowWord & { id: number })[]> {
  const items: QueueItem[] = [];
  for (let page = 1; ; page++) {
    const path = `/api/queue/items?campaign_id=${campaignId}&per_page=${rowsPerPage}&page=${page}`;
    const { results } = await ask<{ results: QueueItem[] }>('GET', path);
    items.push(...results);
    if (results.length < rowsPerPage) break;
  }
  return items.map(({ id, subscriber_id, status, last_error, assigned_smtp_server_uuid: uuid }) => ({
    ...{ id, status, lastError: last_error },
    address: round.addresses.get(subscriber_id) ?? `subscriber ${subscriber_id}`,
    server: uuid === null ? null : (round.serverNames.get(uuid) ?? uuid),
  }));
}

interface QueueItem {
  id: number;
  subscriber_id: number;
  status: string;
  last_error: string | null;
  assigned_smtp_server_uuid: string | null;
}

const lookEveryMs = 60;
const patienceMs = 60_000;

/**
 * Resolves once nothing of these campaigns is queued or being sent; with `over`, once they are finished or cancelled.
 *
 * @returns What has not come to that within a minute.
 */
export async function campaignsAtRest(
  ask: AskApi,
  campaigns: Round['campaigns'],
  { over = false }: { over?: boolean } = {},
): Promise<string[]> {
  const begunAt = performance.now();
  for (;;) {
    const states = await Promise.all(
      campaigns.map(({ id }) => ask<CampaignState>('GET', `/api/campaigns/${id}?no_body=true`)),
    );
    const waiting = states.flatMap((state, i) => (isAtRest(state, over) ? [] : [{ ...state, ...campaigns[i]! }]));
    if (waiting.length === 0) return [];
    if (performance.now() - begunAt > patienceMs) {
      return waiting.map(({ subject, status, queue }) => `${subject}: ${status} ${JSON.stringify(queue)}`);
    }
    await delay(lookEveryMs);
  }
}

function isAtRest({ status, queued_at, queue }: CampaignState, over: boolean): boolean {
  if (status === 'finished' || status === 'cancelled') return queue.queued + queue.sending === 0;
  return !over && queued_at !== null && queue.queued + queue.sending === 0;
}
