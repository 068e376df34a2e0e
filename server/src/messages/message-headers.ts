import { invalid } from '../errors.ts';
import { domainOf, type Mailbox } from './address.ts';
import { type HeaderLine, headerLines, type MailHeader, mergeHeaders } from './custom-headers.ts';
import { dateHeader, header, mailbox, phrase, textHeader } from './header-text.ts';

interface CampaignHeaders {
  uuid: string;
  /** The address in the campaign's own From, normalised. */
  ownAddress: string;
  headers: readonly MailHeader[];
  list: { uuid: string; name: string } | null;
}

interface MessageHeaders {
  sender: { messageId: string; date: Date; headers: readonly MailHeader[] };
  from: Mailbox;
  to: Mailbox;
  subject: string;
  /** `null` leaves the unsubscribe headers out. */
  unsubscribeUrl: string | null;
}

/**
 * Writes a message's headers, but for the content's: those that vary, then what a bulk sender owes on every message.
 *
 * A server's From address replaces the campaign's, which then takes the replies, unless the campaign names a Reply-To.
 * Precedence, Feedback-ID and List-Id can be replaced by a server's or campaign's own headers; the unsubscribe headers
 * (RFC 2369, RFC 8058) cannot.
 */
export function messageHeaders(campaign: CampaignHeaders): (message: MessageHeaders) => string {
  const blockOf = cachedByServer(campaign);
  return ({ sender, from, to, subject, unsubscribeUrl }) => {
    const { lines, namesReplyTo } = blockOf(sender.headers);
    const repliesElsewhere = !namesReplyTo && from.address !== campaign.ownAddress;
    return (
      dateHeader(sender.date) +
      header('Message-ID', visible('messageId', sender.messageId)) +
      header('From', mailbox(from)) +
      header('To', mailbox(to)) +
      (repliesElsewhere ? header('Reply-To', campaign.ownAddress) : '') +
      textHeader('Subject', subject) +
      (unsubscribeUrl === null ? '' : unsubscribeHeaders(unsubscribeUrl)) +
      lines +
      header('MIME-Version', '1.0')
    );
  };
}

/** RFC 2369 section 3.2, and RFC 8058 section 3.1 for one click. */
function unsubscribeHeaders(url: string): string {
  return (
    header('List-Unsubscribe', `<${visible('unsubscribeUrl', url)}>`) +
    header('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click')
  );
}

interface HeaderBlock {
  lines: string;
  namesReplyTo: boolean;
}

/** The lines that are the same for every message through one server, made once for each array of server headers. */
function cachedByServer(campaign: CampaignHeaders): (serverHeaders: readonly MailHeader[]) => HeaderBlock {
  const blocks = new WeakMap<readonly MailHeader[], HeaderBlock>();
  return (serverHeaders) => {
    const known = blocks.get(serverHeaders);
    if (known) return known;
    const sources = [bulkHeaders(campaign), headerLines(serverHeaders), headerLines(campaign.headers)];
    const namesReplyTo = sources.flat().some(({ name }) => name.toLowerCase() === 'reply-to');
    const block = { lines: mergeHeaders(...sources), namesReplyTo };
    blocks.set(serverHeaders, block);
    return block;
  };
}

/** `Feedback-ID` groups Gmail's complaint figures: campaign, list, kind of mail, sender. */
function bulkHeaders({ uuid, list, ownAddress }: CampaignHeaders): HeaderLine[] {
  const feedback = [uuid, ...(list ? [list.uuid] : []), 'campaign', 'sluice'].join(':');
  const listId = list && `${phrase(list.name)} <${list.uuid}.${domainOf(ownAddress)}>`.trimStart();
  return [
    { name: 'Precedence', line: header('Precedence', 'bulk') },
    { name: 'Feedback-ID', line: header('Feedback-ID', feedback) },
    ...(listId ? [{ name: 'List-Id', line: header('List-Id', listId) }] : []),
  ];
}

/** A value that must be in its final form already. @throws {AppError} `invalid` if it could break out of its header. */
function visible(field: string, value: string): string {
  if (!/^[!-~]+$/.test(value)) throw invalid(field, 'must be printable ASCII without spaces');
  return value;
}
