import { isDeepStrictEqual } from 'node:util';
import { type SendWindow, sendWindowOf } from '../capacity/send-window.ts';
import { isDatabaseAway } from '../db/database-away.ts';
import { AppError, errorLine } from '../errors.ts';
import type { CompiledCampaign, Message } from '../messages/compile-campaign.ts';
import { campaignMessageId } from '../messages/message-id.ts';
import type { Beginning, Begun } from '../queue/begin.ts';
import type { ClaimedRow } from '../queue/claim.ts';
import type { Settlement } from '../queue/settle.ts';
import type { Settings } from '../settings/settings.ts';
import type { SmtpServer } from '../settings/smtp-server.ts';
import { type Outcome, takenBack } from '../smtp/outcome.ts';
import type { HandOver, SmtpPool } from '../smtp/pool.ts';
import { buildMessage } from './build-message.ts';
import type { CampaignCache } from './campaign-cache.ts';
import type { JournalOutcome } from './journal-text.ts';
import { senderAddress } from './messenger.ts';

/** What handing over one claimed row takes. */
export interface HandOverContext {
  now(): Date;
  campaigns: CampaignCache;
  settings(): Settings;
  linkKey: string;
  /** As it is configured now; `undefined` if it is gone. */
  serverOf(uuid: string): SmtpServer | undefined;
  poolOf(server: SmtpServer): SmtpPool;
  /** Records the attempt; `null` if the row must not be sent. */
  begin(beginning: Beginning): Promise<Begun | null>;
  /** Whether a message of a campaign may be handed over at this moment: direct or not, and with its own send window. */
  mayHandOver(of: { isDirect: boolean; ownWindow: SendWindow | null }): boolean;
  /** Notes that an attempt's content is about to be written; `false`, and it must not be, if that can't be noted. */
  handingOver(attemptId: string): boolean;
  /** Notes what became of an attempt, before anything else goes over its connection. */
  known(attemptId: string, outcome: JournalOutcome): void;
  /** The campaign can't be compiled: nobody can be sent it. */
  onBroken(campaignId: number, reason: string): Promise<void>;
}

/** Hands a claimed row over through the pool of the server chosen for it. Never rejects. */
export async function handOver(context: HandOverContext, row: ClaimedRow): Promise<Settlement> {
  const server = context.serverOf(row.serverUuid);
  return server
    ? handOverThrough(server, context, row)
    : settlementOf(context, row, { outcome: takenBack('The server is gone') });
}

async function handOverThrough(server: SmtpServer, context: HandOverContext, row: ClaimedRow): Promise<Settlement> {
  let attemptId: string | null = null;
  let unbuildable: Outcome | null = null;
  let isOwnFault = false;
  const { isDirect } = row;
  let { ownWindow } = row;

  async function prepare(): Promise<Message | null> {
    const address = senderAddress(row.campaign.messenger, server);
    let compiled = await compile(context, row, row.campaign.revisedAt);
    const target = { campaignUuid: row.campaign.uuid, subscriberId: row.subscriberId };
    const messageId = campaignMessageId(compiled.fromAddress(address), context.linkKey, target);
    const { id: rowId, campaignId, serverUuid, limitsVersion } = row;
    if (!context.mayHandOver({ isDirect, ownWindow })) return null; // the server would see it and count it, for nothing
    const begun = await context.begin({ rowId, campaignId, serverUuid, messageId, limitsVersion });
    if (!begun) return null;

    attemptId = begun.attemptId;
    if (!isDeepStrictEqual(begun.sendWindows, row.campaign.sendWindows)) {
      ownWindow = sendWindowOf(context.settings().timezone, begun.sendWindows);
    }
    compiled = await compile(context, row, begun.revisedAt);
    try {
      return buildMessage({
        ...{ campaign: row.campaign, compiled, subscriber: begun.subscriber, server, messageId },
        ...{ settings: context.settings(), linkKey: context.linkKey, date: context.now() },
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      unbuildable = { kind: 'rejected', reply: { code: 0, enhanced: null, text: errorLine(error) } };
      return null;
    }
  }

  const job: HandOver = {
    prepare: () =>
      prepare().catch((error: unknown) => {
        isOwnFault = !isDatabaseAway(error); // which is nobody's fault, and passes
        throw error;
      }),
    mayHandOver: () =>
      attemptId !== null && context.mayHandOver({ isDirect, ownWindow }) && context.handingOver(attemptId),
    known(outcome) {
      if (attemptId !== null) context.known(attemptId, { outcome: unbuildable ?? outcome, at: context.now() });
    },
  };

  const outcome = await context.poolOf(server).send(job);
  return settlementOf(context, row, { outcome: unbuildable ?? outcome, attemptId, isOwnFault });
}

function settlementOf(
  context: HandOverContext,
  { id, campaignId, serverUuid, retryCount, suspicions, firstDeferredAt }: ClaimedRow,
  result: { outcome: Outcome; attemptId?: string | null; isOwnFault?: boolean },
): Settlement {
  const { outcome, attemptId = null, isOwnFault = false } = result;
  const at = context.now();
  const before = { retryCount, suspicions, firstDeferredAt };
  return { rowId: id, campaignId, serverUuid, attemptId, ...before, outcome, isOwnFault, at };
}

async function compile(context: HandOverContext, row: ClaimedRow, revisedAt: Date): Promise<CompiledCampaign> {
  try {
    return await context.campaigns.get(row.campaignId, revisedAt);
  } catch (error) {
    if (error instanceof AppError) await context.onBroken(row.campaignId, errorLine(error));
    throw error;
  }
}
