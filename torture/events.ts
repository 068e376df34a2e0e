import { setTimeout as delay } from 'node:timers/promises';
import type { AskApi } from '../server/src/demo/api-client.ts';
import type { Arena } from './arena.ts';
import { type Round, windowOf } from './campaigns.ts';
import type { Plan, PlannedEvent } from './plan.ts';
import type { RoundRecord } from './round-record.ts';
import { utcTime } from './utc-time.ts';

type Known = 'left' | 'pauses' | 'closings' | 'disabled' | 'edits' | 'squeezes' | 'kills';

/** What has been done in a round so far. */
export type Deeds = { [Key in Known]: RoundRecord[Key][number][] } & {
  /** Of the round's servers. */
  ports: ReadonlySet<number>;
};

interface Context {
  plan: Plan;
  round: Round;
  deeds: Deeds;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Does what was planned, at its time, and writes it down. Resolves once it is undone, where it is to be undone. */
export async function doEvent(arena: Arena, context: Context, event: PlannedEvent): Promise<void> {
  await delay(event.atMs);
  await perform(arena, context, event);
}

async function perform(arena: Arena, context: Context, event: PlannedEvent): Promise<void> {
  const { crew, database } = arena;
  const { ask } = crew;
  const { deeds, round, plan } = context;
  switch (event.kind) {
    case 'kill worker':
      deeds.kills.push({ connections: await crew.killWorker(event.worker, deeds.ports) });
      await delay(event.restartAfterMs);
      return crew.startWorker(event.worker);
    case 'kill api':
      return crew.restartApi();
    case 'restart database':
      return database.restart();
    case 'kill database':
      return database.kill();
    case 'pause campaign':
      return pauseCampaign(ask, context, event);
    case 'pause queue': {
      await ask('PUT', '/api/queue/pause', { paused: true });
      const from = Date.now();
      await delay(event.forMs);
      deeds.pauses.push({ campaign: 'all', from, until: Date.now() });
      await ask('PUT', '/api/queue/pause', { paused: false });
      return;
    }
    case 'cancel campaign': {
      if (!(await moveCampaign(ask, round.campaigns[event.campaign]!.id, 'cancelled'))) return;
      deeds.pauses.push({ campaign: event.campaign, from: Date.now(), until: Infinity });
      return;
    }
    case 'unsubscribe':
    case 'blocklist':
    case 'delete':
      return leave(ask, context, event);
    case 'limit': {
      const requestedAt = Date.now();
      const { window } = event;
      await changeServer(arena, round, event.server, windowOf(window));
      deeds.edits.push({ server: event.server, requestedAt, answeredAt: Date.now(), window });
      return;
    }
    case 'disable server': {
      await changeServer(arena, round, event.server, { enabled: false });
      const from = Date.now();
      await delay(event.forMs);
      deeds.disabled.push({ server: event.server, from, until: Date.now() });
      return changeServer(arena, round, event.server, { enabled: true });
    }
    case 'close window': {
      const [start, end] = [2, 3].map((hours) => utcTime(Date.now() + hours * hourMs));
      await ask('PUT', '/api/settings', { 'app.send_time_start': start, 'app.send_time_end': end });
      const from = Date.now();
      await delay(event.forMs);
      deeds.closings.push({ from, until: Date.now(), isSudden: true });
      await ask('PUT', '/api/settings', { 'app.send_time_start': '', 'app.send_time_end': '' });
      return;
    }
    case 'squeeze account': {
      const words = await Promise.all(arena.sinks.map((sink) => sink.words()));
      const recent = [...arena.recent(), ...words.flatMap(({ receipts }) => receipts)];
      const max = recent.filter(({ at }) => at > Date.now() - minuteMs).length + event.room;
      await ask('PUT', '/api/settings', { 'app.account_rate_limit_per_minute': max });
      const from = Date.now();
      await delay(event.forMs);
      deeds.squeezes.push({ max, from, until: Date.now() });
      await ask('PUT', '/api/settings', { 'app.account_rate_limit_per_minute': 0 });
      return;
    }
    default:
      throw new Error(`${plan.round}: ${JSON.stringify(event satisfies never)} is not known`);
  }
}

async function pauseCampaign(
  ask: AskApi,
  { round, deeds }: Context,
  { campaign, forMs }: { campaign: number; forMs: number },
): Promise<void> {
  const { id } = round.campaigns[campaign]!;
  if (!(await moveCampaign(ask, id, 'paused'))) return;
  const from = Date.now();
  await delay(forMs);
  deeds.pauses.push({ campaign, from, until: Date.now() });
  await moveCampaign(ask, id, 'running');
}

/** False if the campaign is over. What a lost answer had done already is done. */
async function moveCampaign(ask: AskApi, id: number, status: string): Promise<boolean> {
  try {
    await ask('PUT', `/api/campaigns/${id}/status`, { status });
    return true;
  } catch (error) {
    const { message } = error as Error;
    if (message.includes(`already ${status}`)) return true;
    if (/A (finished|cancelled) campaign/.test(message)) return false;
    throw error;
  }
}

async function leave(
  ask: AskApi,
  { plan, round, deeds }: Context,
  { kind, people }: { kind: 'unsubscribe' | 'blocklist' | 'delete'; people: readonly number[] },
): Promise<void> {
  const { a, b } = round.lists;
  for (const person of people) {
    const { address } = plan.people[person]!;
    const id = round.ids.get(address)!;
    if (kind === 'delete') await ask('DELETE', `/api/subscribers/${id}`).catch(ifGone);
    else if (kind === 'blocklist') await ask('PUT', `/api/subscribers/${id}/blocklist`).catch(ifGone);
    else {
      const change = { action: 'unsubscribe', target_list_ids: [a, b] };
      await ask('PUT', `/api/subscribers/lists/${id}`, change).catch(ifGone);
    }
    deeds.left.push({ address, at: Date.now() });
  }
}

/** Someone may leave twice, or have been deleted before. */
function ifGone(error: Error): void {
  if (!/was answered 400: .*(no|not|gone)/i.test(error.message)) throw error;
}

/** One edit at a time: a list of servers that is saved is the whole of it. */
async function changeServer(arena: Arena, round: Round, name: string, change: object): Promise<void> {
  const { ask } = arena.crew;
  await arena.editing(async () => {
    const smtp = round.servers.map(({ uuid, name: other, host, port }) => ({
      ...{ uuid, name: other, host, port },
      ...(other === name && change),
    }));
    await ask('PUT', '/api/settings', { smtp });
  });
}
