import type { CompiledCampaign, Message } from '../messages/compile-campaign.ts';
import { unsubscribeUrl } from '../messages/unsubscribe-token.ts';
import type { Begun } from '../queue/begin.ts';
import type { Settings } from '../settings/settings.ts';
import type { SmtpServer } from '../settings/smtp-server.ts';
import { senderAddress } from './messenger.ts';

export interface MessageParts {
  campaign: { uuid: string; messenger: string };
  compiled: CompiledCampaign;
  subscriber: Begun['subscriber'];
  server: SmtpServer;
  messageId: string;
  settings: Settings;
  /** What unsubscribe links are signed with. */
  linkKey: string;
  date: Date;
}

/**
 * The message of a campaign to one subscriber through one server.
 *
 * @throws {AppError} `invalid` if the subscriber's address or data make no message.
 */
export function buildMessage(parts: MessageParts): Message {
  const { campaign, compiled, subscriber, server, messageId, settings, linkKey, date } = parts;
  const target = { campaignUuid: campaign.uuid, subscriberUuid: subscriber.uuid };
  return compiled.message(
    { ...subscriber, unsubscribeUrl: unsubscribeUrl(settings.rootUrl, linkKey, target) },
    {
      ...{ address: senderAddress(campaign.messenger, server), messageId, date, headers: server.emailHeaders },
      unsubscribeHeader: settings.unsubscribeHeader,
    },
  );
}
