import type { Person } from './plan.ts';
import { isRefused } from './recipients.ts';
import type { CampaignWord, RoundRecord, RowWord } from './round-record.ts';
import type { Receipt } from './sink-process.ts';

/** What the ledgers show of who got what. Texts name campaign and recipient. */
export interface PeopleVerdict {
  /** Who was to be mailed, by campaign. */
  eligible: number;
  /** Eligible, and neither accepted nor ended for a reason that the plan knows. */
  lost: string[];
  /** Accepted more often than the operator said. */
  duplicates: string[];
  /** Accepted for someone whom the campaign is not for. */
  strangers: string[];
  /** Accepted although Sluice says otherwise, or ended in a way that nothing in the plan explains. */
  contradictions: string[];
  /** Every message that was uncertain, with its server. */
  uncertain: string[];
  /** Uncertain, though no worker was killed and its server did nothing to deserve it. */
  unexplained: string[];
  /** Uncertain through kills, and the connections that the killed had open. */
  kills: { uncertain: number; connections: number };
}

/** Holds the ledgers against who was to be mailed, and then Sluice's own word against the ledgers. */
export function judgePeople(record: RoundRecord): PeopleVerdict {
  const verdict: PeopleVerdict = {
    ...{ eligible: 0, lost: [], duplicates: [], strangers: [], contradictions: [], uncertain: [], unexplained: [] },
    kills: { uncertain: 0, connections: record.kills.reduce((sum, { connections }) => sum + connections, 0) },
  };
  for (const index of record.campaigns.keys()) judgeCampaign(verdict, record, index);
  judgeUncertain(verdict, record);
  return verdict;
}

function judgeCampaign(verdict: PeopleVerdict, record: RoundRecord, index: number): void {
  const campaign = record.campaigns[index]!;
  const { lists } = record.plan.campaigns[index]!;
  const people = record.plan.people.filter((person) => person.lists.some((list) => lists.includes(list)));
  const received = Map.groupBy(
    record.receipts.filter(({ subject }) => subject === campaign.subject),
    ({ to }) => to,
  );
  const rows = new Map(campaign.rows.map((row) => [row.address, row]));
  verdict.eligible += people.length;
  for (const person of people) {
    const all = received.get(person.address) ?? [];
    received.delete(person.address);
    judgePerson(verdict, record, { index, person, receipts: all, row: rows.get(person.address) });
  }
  for (const address of received.keys()) verdict.strangers.push(`${campaign.subject}: ${address}`);
}

function judgePerson(
  verdict: PeopleVerdict,
  record: RoundRecord,
  { index, person, receipts, row }: { index: number; person: Person; receipts: Receipt[]; row: RowWord | undefined },
): void {
  const campaign = record.campaigns[index]!;
  const { address, kind } = person;
  const name = `${campaign.subject}: ${address}`;
  const servers = receipts.map(({ server, at }) => `${server} at ${time(at)}`).join(', ');
  if (receipts.length > 1) verdict.duplicates.push(`${name} (${servers})`);

  const isAccepted = receipts.length > 0;
  const wasUncertain = record.uncertain.some((one) => one.campaign === index && one.address === address);
  const mayBeCancelled =
    campaign.status === 'cancelled' || hasLeft(record, address) || kind === 'gone' || kind === 'picky';
  const said = row ? `${row.status}: ${row.lastError ?? 'no error'}` : 'no row';
  if (isAccepted) {
    const isRight = row?.status === 'sent' || wasUncertain;
    if (!isRight) verdict.contradictions.push(`${name} was accepted (${servers}), Sluice says ${said}`);
    if (isRefused(kind)) verdict.contradictions.push(`${name} was accepted (${servers}), though it is refused`);
    return;
  }
  const isKnown =
    // They left, or had bounced in another campaign, before this one came to them.
    (row === undefined && mayBeCancelled) ||
    (row?.status === 'failed' && isRefused(kind)) ||
    (row?.status === 'cancelled' && (mayBeCancelled || wasUncertain));
  if (!isKnown) verdict.lost.push(`${name}, Sluice says ${said}`);
}

/** An uncertain row is the doing of a server that gave no reply, or of a kill; of nothing else. */
function judgeUncertain(verdict: PeopleVerdict, record: RoundRecord): void {
  const refusing = new Set(
    record.plan.servers.filter(({ temperament }) => temperament === 'refusing').map(({ name }) => name),
  );
  for (const { campaign, address, server, lastError } of record.uncertain) {
    const name = `${subject(record.campaigns, campaign)}: ${address} at ${server ?? 'no server'} (${lastError})`;
    verdict.uncertain.push(name);
    const isServers = server !== null && (refusing.has(server) || record.doubtful[server]?.includes(address));
    if (isServers) continue;
    if (record.kills.length > 0) verdict.kills.uncertain++;
    else verdict.unexplained.push(name);
  }
}

function subject(campaigns: readonly CampaignWord[], index: number): string {
  return campaigns[index]!.subject;
}

function hasLeft({ left }: RoundRecord, address: string): boolean {
  return left.some((one) => one.address === address);
}

/** `12:34:56.789`, in UTC. */
export function time(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}
