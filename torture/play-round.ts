import { setTimeout as delay } from 'node:timers/promises';
import type { AskApi } from '../server/src/demo/api-client.ts';
import type { Arena } from './arena.ts';
import { type CampaignState, campaignsAtRest, rowsOf, setUp } from './campaigns.ts';
import { type Deeds, doEvent } from './events.ts';
import type { Plan } from './plan.ts';
import { type RoundRecord, subjectOf } from './round-record.ts';
import type { Receipt } from './sink-process.ts';

/** How long after the minute in which it ended the send window is opened again. */
const closedForMs = 700;
/** A message may be left uncertain again and again; after so many times the operator has enough of it. */
const mostDecisions = 3;

/** Plays a round on the arena, to its end. */
export async function playRound(arena: Arena, plan: Plan): Promise<RoundRecord> {
  const begunAt = performance.now();
  const { ask } = arena.crew;
  const ports = await Promise.all(plan.servers.map((server, i) => arena.sinks[i]!.open(server)));
  const minuteEndsAt = (Math.floor(Date.now() / 60_000) + 1) * 60_000;
  const round = await setUp(ask, plan, { ports, windowEndsAt: plan.endsWithMinute ? minuteEndsAt : null });
  const deeds: Deeds = {
    ...{ left: [], pauses: [], closings: [], disabled: [], edits: [], squeezes: [], kills: [] },
    ports: new Set(ports),
  };
  const isOver = new AbortController();
  const reopened = plan.endsWithMinute ? reopen(ask, minuteEndsAt, { deeds, signal: isOver.signal }) : null;

  for (const { id } of round.campaigns) await ask('PUT', `/api/campaigns/${id}/status`, { status: 'running' });
  await Promise.all(plan.events.map((event) => doEvent(arena, { plan, round, deeds }, event)));
  const stuck = await campaignsAtRest(ask, round.campaigns);
  const { uncertain, sentAgain } = await decide(arena, round);
  stuck.push(...(await campaignsAtRest(ask, round.campaigns, { over: true })));
  isOver.abort();
  await reopened;

  const words = await Promise.all(arena.sinks.map((sink) => sink.close()));
  const campaigns = await Promise.all(
    round.campaigns.map(async ({ id }, i) => {
      const { status, to_send, queue } = await ask<CampaignState>('GET', `/api/campaigns/${id}?no_body=true`);
      return { subject: subjectOf(plan.round, i), status, toSend: to_send, queue, rows: await rowsOf(ask, id, round) };
    }),
  );
  const { ports: _, ...done } = deeds;
  const receipts = words.flatMap((word) => word.receipts);
  return {
    ...{ plan, receipts, campaigns, ...done, uncertain, sentAgain, stuck },
    doubtful: Object.fromEntries(plan.servers.map(({ name }, i) => [name, words[i]!.doubtful])),
    deserters: arena.crew.takeDeserters(),
    durationMs: performance.now() - begunAt,
  };
}

/** Opens the send window again some time after it has ended with the minute; if the round is over before, at once. */
async function reopen(
  ask: AskApi,
  endsAt: number,
  { deeds, signal }: { deeds: Deeds; signal: AbortSignal },
): Promise<void> {
  await delay(endsAt + closedForMs - Date.now(), undefined, { signal }).catch(() => {});
  if (Date.now() >= endsAt) deeds.closings.push({ from: endsAt, until: Date.now(), isSudden: false });
  await ask('PUT', '/api/settings', { 'app.send_time_start': '', 'app.send_time_end': '' });
}

type Decided = Pick<RoundRecord, 'uncertain' | 'sentAgain'>;

/** Decides what is uncertain as an operator with a look at the servers' ledgers would: only what did not arrive is sent again. */
async function decide({ crew: { ask }, sinks }: Arena, round: Awaited<ReturnType<typeof setUp>>): Promise<Decided> {
  const uncertain: RoundRecord['uncertain'][number][] = [];
  const sentAgain: RoundRecord['sentAgain'][number][] = [];
  for (let times = 1; times <= mostDecisions; times++) {
    const receipts = (await Promise.all(sinks.map((sink) => sink.words()))).flatMap(({ receipts }) => receipts);
    let isAny = false;
    for (const [campaign, { id, subject }] of round.campaigns.entries()) {
      for (const { id: rowId, address, server, status, lastError } of await rowsOf(ask, id, round)) {
        if (status !== 'uncertain') continue;
        isAny = true;
        if (times === 1) uncertain.push({ campaign, address, server, lastError });
        const hasArrived = receipts.some((receipt) => isOf(receipt, { subject, address }));
        const again = !hasArrived && times < mostDecisions && (await sendAgain(ask, rowId));
        if (again) sentAgain.push({ campaign, address });
        else await ask('PUT', `/api/queue/${rowId}/cancel`);
      }
    }
    if (!isAny) break;
    await campaignsAtRest(ask, round.campaigns);
  }
  return { uncertain, sentAgain };
}

/** False if Sluice refuses to, as for someone who has left. */
async function sendAgain(ask: AskApi, rowId: number): Promise<boolean> {
  try {
    await ask('PUT', `/api/queue/${rowId}/retry`);
    return true;
  } catch {
    return false;
  }
}

function isOf(receipt: Receipt, { subject, address }: { subject: string; address: string }): boolean {
  return receipt.subject === subject && receipt.to === address;
}
