import { type Random, randomOf } from './random.ts';
import { addressOf, type RecipientKind } from './recipients.ts';

/** What is wrong with a server, besides what addresses stand for; `sound` is nothing. */
export const temperaments = [
  'sound',
  /** Is in no hurry to reply to content. */
  'slow',
  'greylisting',
  /** Drops connections at MAIL FROM. */
  'fickle',
  /** Drops connections while content arrives. */
  'careless',
  /** Takes content, then drops the connection instead of replying, without keeping the message. */
  'forgetful',
  /** Keeps the message, then drops the connection instead of replying. */
  'silent',
  /** Takes content and never replies. */
  'hanging',
  /** Never greets. */
  'mute',
  /** Greets with 421. */
  'busy',
  /** Answers MAIL FROM with 421 4.7.0 now and then. */
  'throttling',
  /** Does not accept the credentials. */
  'locked',
  /** Offers STARTTLS with a certificate that nobody trusts. */
  'untrusted',
  /** Closes its port for a while. */
  'refusing',
] as const;
export type Temperament = (typeof temperaments)[number];

/** At most `max` messages in any `periodMs`. */
export interface WindowLimit {
  max: number;
  periodMs: number;
}

export interface PlannedServer {
  name: string;
  temperament: Temperament;
  window: WindowLimit | null;
  /** 0 is no limit. */
  dailyLimit: number;
  maxConns: number;
  /** How long a reply to content takes. */
  latencyMs: number;
  /** Where something goes wrong now and then: every so many times. */
  every: number;
}

export interface Person {
  address: string;
  kind: RecipientKind;
  lists: readonly ('a' | 'b')[];
}

export interface PlannedCampaign {
  /** `a`, `b` or both: the lists overlap. */
  lists: readonly ('a' | 'b')[];
  /** A server's name; null is the messenger `automatic`. */
  server: string | null;
}

/** What is done to the system, `atMs` after the campaigns have been started. */
export type PlannedEvent = { atMs: number } & (
  | { kind: 'kill worker'; worker: number; restartAfterMs: number }
  | { kind: 'kill api' }
  | { kind: 'restart database' }
  | { kind: 'kill database' }
  | { kind: 'pause campaign' | 'pause queue'; campaign: number; forMs: number }
  | { kind: 'cancel campaign'; campaign: number }
  | { kind: 'unsubscribe' | 'blocklist' | 'delete'; people: readonly number[] }
  | { kind: 'limit'; server: string; window: WindowLimit }
  | { kind: 'disable server'; server: string; forMs: number }
  | { kind: 'close window'; forMs: number }
  | { kind: 'squeeze account'; room: number; forMs: number }
);

/** All that is decided of a round before it begins. */
export interface Plan {
  round: number;
  servers: readonly PlannedServer[];
  people: readonly Person[];
  campaigns: readonly PlannedCampaign[];
  events: readonly PlannedEvent[];
  /** The send window ends with the minute, should the round last until then. */
  endsWithMinute: boolean;
}

const places = ['north', 'south', 'west'] as const;
/** Until when events begin; a round without any takes about as long. */
const spanMs = 1_500;

/**
 * What happens in a round. The first server is sound, so that a round ends within seconds: a server that has failed is set
 * aside for longer than that.
 */
export function planRound(seed: number, round: number, { workers }: { workers: number }): Plan {
  const random = randomOf(seed, round);
  const isCalm = random.chance(0.2);
  const odd: RecipientKind[] = isCalm
    ? []
    : ['grey', 'gone', 'picky', ...(random.chance(0.3) ? (['full'] as const) : [])];
  const people = Array.from({ length: random.between(60, 180) }, (_, i) =>
    person(random, { round, number: i + 1, odd }),
  );
  const servers = places.map((place, i) =>
    server(random, {
      name: `email-${place}-${round}`,
      isSound: i === 0 || isCalm,
      isFirst: i === 0,
      people: people.length,
    }),
  );
  const names = servers.map(({ name }) => name);
  const campaigns = campaignsOf(random, names);
  const events = isCalm ? [] : eventsOf(random, { workers, people: people.length, campaigns, names });
  const closes = events.some(({ kind }) => kind === 'close window');
  return { round, servers, people, campaigns, events, endsWithMinute: !isCalm && !closes && random.chance(0.5) };
}

function person(
  random: Random,
  { round, number, odd }: { round: number; number: number; odd: readonly RecipientKind[] },
): Person {
  const kind = odd.length > 0 && random.chance(0.08) ? random.pick(odd) : 'reader';
  const lists = random.pick<readonly ('a' | 'b')[]>([['a'], ['b'], ['a', 'b']]);
  return { address: addressOf(kind, { round, number }), kind, lists };
}

function server(
  random: Random,
  { name, isSound, isFirst, people }: { name: string; isSound: boolean; isFirst: boolean; people: number },
): PlannedServer {
  const temperament = isSound || random.chance(0.3) ? 'sound' : random.pick(temperaments);
  const periodMs = random.pick([1_000, 1_000, 1_500, 2_000]);
  // The sound server alone gets everyone through in a few periods.
  const max = Math.ceil((people / random.between(2, 4)) * (periodMs / 1_000));
  return {
    ...{ name, temperament },
    window: random.chance(0.85) ? { max, periodMs } : null,
    dailyLimit: isFirst || random.chance(0.5) ? 0 : random.between(5, people),
    maxConns: random.between(1, 5),
    latencyMs: temperament === 'slow' ? random.between(100, 300) : random.between(5, 60),
    every: random.between(5, 25),
  };
}

function campaignsOf(random: Random, names: readonly string[]): PlannedCampaign[] {
  const campaigns: PlannedCampaign[] = [{ lists: random.pick([['a'], ['a', 'b']] as const), server: null }];
  if (random.chance(0.6)) campaigns.push({ lists: random.pick([['b'], ['a', 'b']] as const), server: null });
  if (random.chance(0.4)) campaigns.push({ lists: ['b'], server: names[0]! });
  return campaigns;
}

function eventsOf(
  random: Random,
  {
    workers,
    people,
    campaigns,
    names,
  }: { workers: number; people: number; campaigns: readonly PlannedCampaign[]; names: readonly string[] },
): PlannedEvent[] {
  const events: PlannedEvent[] = [];
  const maybe = (probability: number, event: () => PlannedEvent) => {
    if (random.chance(probability)) events.push(event());
  };
  const atMs = () => random.between(0, spanMs);
  const forMs = () => random.between(200, 1_400);
  const campaign = () => random.between(0, campaigns.length - 1);
  const some = () => Array.from({ length: random.between(1, 8) }, () => random.between(0, people - 1));
  const kill = (): PlannedEvent => ({
    ...{ kind: 'kill worker', atMs: atMs() },
    ...{ worker: random.between(0, workers - 1), restartAfterMs: random.between(0, 300) },
  });

  maybe(0.55, kill);
  maybe(0.2, kill);
  maybe(0.04, () => ({ kind: 'kill api', atMs: atMs() }));
  maybe(0.06, () => ({ kind: 'restart database', atMs: atMs() }));
  maybe(0.05, () => ({ kind: 'kill database', atMs: atMs() }));
  maybe(0.5, () => ({ kind: 'pause campaign', atMs: atMs(), campaign: campaign(), forMs: 1_000 + forMs() }));
  maybe(0.1, () => ({ kind: 'pause queue', atMs: atMs(), campaign: 0, forMs: forMs() }));
  maybe(0.08, () => ({ kind: 'cancel campaign', atMs: atMs(), campaign: campaign() }));
  maybe(0.5, () => ({ kind: 'unsubscribe', atMs: atMs(), people: some() }));
  maybe(0.4, () => ({ kind: 'blocklist', atMs: atMs(), people: some() }));
  maybe(0.15, () => ({ kind: 'delete', atMs: atMs(), people: some() }));
  maybe(0.3, () => limitEdit(random, { atMs: atMs(), people, names }));
  maybe(0.15, () => ({ kind: 'disable server', atMs: atMs(), server: random.pick(names), forMs: forMs() }));
  maybe(0.15, () => ({ kind: 'close window', atMs: atMs(), forMs: forMs() }));
  maybe(0.1, () => ({ kind: 'squeeze account', atMs: atMs(), room: random.between(5, 40), forMs: forMs() }));
  return events.sort((a, b) => a.atMs - b.atMs);
}

function limitEdit(
  random: Random,
  { atMs, people, names }: { atMs: number; people: number; names: readonly string[] },
): PlannedEvent {
  const periodMs = random.pick([1_000, 1_500, 2_000]);
  const max = Math.ceil((people / random.between(2, 5)) * (periodMs / 1_000));
  return { kind: 'limit', atMs, server: random.pick(names), window: { max, periodMs } };
}
