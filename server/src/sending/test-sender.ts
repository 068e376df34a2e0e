import { randomUUID } from 'node:crypto';
import type { CampaignContent } from '../campaigns/campaign.ts';
import { messengerWaitingFor } from '../campaigns/campaign-waiting.ts';
import { compileChangedCampaign } from '../campaigns/compile-changed-campaign.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../errors.ts';
import { withoutAddresses } from '../log.ts';
import type { Message } from '../messages/compile-campaign.ts';
import { newMessageId } from '../messages/message-id.ts';
import { presentCapacity } from '../queue/present-capacity.ts';
import { presentSentence } from '../queue/present-waiting.ts';
import { replyLine } from '../queue/row-transition.ts';
import { beginTests, settleTests, type TestAttempt } from '../queue/test-attempts.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { smtpPool } from '../smtp/pool.ts';
import { getSubscriberIds } from '../subscribers/get-subscribers.ts';
import { buildMessage } from './build-message.ts';
import { handOverGate } from './hand-over-gate.ts';
import { withLiveLimits } from './live-limits.ts';
import { senderAddress, serverUuidOf } from './messenger.ts';
import { processIdentity } from './process-identity.ts';
import { endpointOf } from './server-endpoint.ts';

/** Longer than any hand-over takes: what has not begun its content by half of it is taken back. */
const leaseMs = 30 * 60_000;

export interface TestSend {
  campaignId: number;
  /** Of subscribers there are. */
  emails: readonly string[];
  /** What is to be sent instead of what is stored. */
  changes: Partial<CampaignContent>;
}

/**
 * Sends a campaign now to a few subscribers, rendered with their data, through its messenger.
 *
 * Test messages are no queue rows and change no count of the campaign, but they are mail: they draw permits from every
 * limit, keep to the send window and to the queue's pause, and are counted.
 */
export function testSender(deps: Deps): (test: TestSend) => Promise<void> {
  const queueDeps = withLiveLimits(deps);
  const { limits } = queueDeps;
  const settings = () => limits.latest().settings;
  const serverOf = (serverUuid: string) => limits.latest().servers.find(({ uuid }) => uuid === serverUuid)!;
  const isOpenAt = handOverGate();

  /** On a connection of its own: those of the workers are theirs. Never rejects. */
  async function handOver(attempt: TestAttempt, message: () => Message) {
    const until = deps.clock.now().getTime() + leaseMs / 2;
    const pool = smtpPool({ ...endpointOf(serverOf(attempt.serverUuid)), maxConns: 1 }, { log: deps.log });
    const outcome = await pool.send({
      prepare: async () => message(),
      mayHandOver() {
        const now = deps.clock.now().getTime();
        return now < until && isOpenAt(settings().sendWindow, now);
      },
    });
    await pool.stop();
    return { serverUuid: attempt.serverUuid, attemptId: attempt.attemptId, outcome, at: deps.clock.now() };
  }

  /** @throws {AppError} `invalid`; `rate_limited`, with what it waits for; `conflict` if a server did not accept it. */
  return async function sendTest({ campaignId, emails, changes }) {
    const { campaign, messenger, compiled } = await compileChangedCampaign(deps.sql, campaignId, changes);
    const subscriberIds = await getSubscriberIds(deps.sql, emails);
    const worker = { id: randomUUID(), host: processIdentity(process.pid), pid: process.pid };

    const begun = await beginTests(queueDeps, {
      ...{ worker, leaseMs, campaignId, subscriberIds },
      serverUuid: () => serverUuidOf(messenger, limits.latest().servers),
      isPaused: () => settings().queuePaused,
      messageIdOf: (uuid) => newMessageId(compiled.fromAddress(senderAddress(messenger, serverOf(uuid))), randomUUID()),
    });
    if ('free' in begun) throw await mustWait(deps, { messenger, free: begun.free, wanted: subscriberIds.length });

    const build = ({ serverUuid, messageId, recipient: subscriber }: TestAttempt) =>
      buildMessage({
        ...{
          campaign: { uuid: campaign.uuid, messenger },
          compiled,
          subscriber,
          server: serverOf(serverUuid),
          messageId,
        },
        ...{ settings: settings(), linkKey: deps.secrets.linkKey, date: deps.clock.now() },
      });
    const sent = await Promise.all(begun.map((attempt) => handOver(attempt, () => build(attempt))));
    await settleTests(queueDeps, { workerId: worker.id, random: Math.random }, sent);
    for (const { attemptId, serverUuid, outcome } of sent) {
      const reply = withoutAddresses(replyLine(outcome));
      deps.log.info({ campaignId, attemptId, serverUuid, outcome: outcome.kind, reply }, 'test message handed over');
    }
    assertAccepted(sent.map(({ serverUuid, outcome }) => ({ server: serverOf(serverUuid).name, outcome })));
  };
}

async function mustWait(
  deps: Deps,
  { messenger, free, wanted }: { messenger: string; free: number; wanted: number },
): Promise<AppError> {
  const present = await presentCapacity(deps);
  const waiting = messengerWaitingFor(messenger, present);
  const sentence = waiting
    ? presentSentence(present, waiting)
    : `The limits allow ${free} of these ${wanted} messages now`;
  return new AppError('rate_limited', sentence, {
    next_send_at: waiting && waiting.until !== null ? new Date(waiting.until) : null,
  });
}

function assertAccepted(sent: readonly { server: string; outcome: Outcome }[]): void {
  const others = sent.filter(({ outcome }) => outcome.kind !== 'accepted');
  const [first] = others;
  if (!first) return;
  throw new AppError(
    'conflict',
    `${others.length} of ${sent.length} test messages not accepted; ${first.server}: ${replyLine(first.outcome)}`,
    { outcomes: sent.map(({ outcome }) => outcome.kind) },
  );
}
