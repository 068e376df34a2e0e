import { parseCampaignTemplate, wrapBody } from '../templates/campaign-template.ts';
import { type ParsedTemplate, parseTemplate, renderTemplate } from '../templates/liquid.ts';
import { type MessageScope, type ScopedSubscriber, scopedSubscriber } from '../templates/message-scope.ts';
import { compileSplice, plainText, type Splice } from '../templates/splice.ts';
import { normaliseEmail, parseAddress } from './address.ts';
import { checkHeaders, type MailHeader } from './custom-headers.ts';
import { htmlToText } from './html-to-text.ts';
import { markdownToHtml } from './markdown.ts';
import { messageHeaders } from './message-headers.ts';
import { quotedPrintable } from './quoted-printable.ts';

export type ContentType = 'richtext' | 'html' | 'markdown' | 'plain';

/** What all messages of a campaign are made from. */
export interface CampaignSource {
  uuid: string;
  name: string;
  /** A template, as are the display name in `fromEmail`, `body` and `altbody`. */
  subject: string;
  /** `Name <address>` or a bare address. */
  fromEmail: string;
  contentType: ContentType;
  body: string;
  /** The plain text beside the HTML; `null` derives one from the HTML. */
  altbody: string | null;
  /** HTML with `{{ content }}` around the body; plain campaigns have no use for it. */
  templateBody: string | null;
  headers: readonly MailHeader[];
  /** The campaign's first list, named in `List-Id`. */
  list: { uuid: string; name: string } | null;
}

/** Whom a message is for. */
export interface Recipient extends ScopedSubscriber {
  /** Absolute, from `unsubscribeUrl`. */
  unsubscribeUrl: string;
}

/** What the sending server and the attempt bring to a message. */
export interface Sender {
  /** The SMTP server's From address; `null` keeps the campaign's own. */
  address: string | null;
  /** From `newMessageId`; the caller stores it before the send. */
  messageId: string;
  date: Date;
  /** The server's `email_headers`; a campaign's header of the same name wins. */
  headers: readonly MailHeader[];
  /** Whether the message carries `List-Unsubscribe`, for one click: the setting `privacy.unsubscribe_header`. */
  unsubscribeHeader: boolean;
}

/** A message and its envelope. */
export interface Message {
  raw: Buffer;
  messageId: string;
  from: string;
  to: string;
}

/** A message's parts as a reader sees them, before they are encoded. */
export interface Preview {
  subject: string;
  fromName: string;
  html: string | null;
  text: string;
}

/** A campaign, ready to make messages. */
export interface CompiledCampaign {
  /** The address in From, and the envelope's sender, of what leaves through a server with this address. */
  fromAddress(senderAddress: string | null): string;
  /** @throws {AppError} `invalid` if the recipient's address or data make no message: the row's fault, not a server's. */
  message(recipient: Recipient, sender: Sender): Message;
  /** @throws {AppError} as `message`. */
  preview(recipient: Recipient, now: Date): Preview;
}

/**
 * Compiles a campaign: everything that is the same in all its messages is parsed and encoded here, so that a message
 * is a splice. Fields are checked fully, so this is also the check to make before a campaign is saved.
 *
 * @throws {AppError} `invalid`, naming `subject`, `from_email`, `body`, `altbody`, `template` or `headers.<index>`,
 * with line and column where it is a template.
 */
export function compileCampaign(source: CampaignSource): CompiledCampaign {
  const own = parseAddress(source.fromEmail, 'from_email');
  const subjectOf = compileSplice(parseTemplate('subject', source.subject, 'text'), plainText);
  const fromNameOf = compileSplice(parseTemplate('from_email', own.name, 'text'), plainText);
  checkHeaders('headers', source.headers);
  const { html, text } = parseBodies(source);

  const campaign = { uuid: source.uuid, name: source.name, subject: source.subject, from_email: source.fromEmail };
  /** The bodies name the subject as this recipient gets it, not its template. */
  const scopeOf = (recipient: Recipient, now: Date): MessageScope => {
    const scope = { subscriber: scopedSubscriber(recipient), campaign, unsubscribe_url: recipient.unsubscribeUrl, now };
    return { ...scope, campaign: { ...campaign, subject: subjectOf(scope) } };
  };
  const normalised = new Map<string, string>(); // of servers, of which there are few
  const fromAddress = (senderAddress: string | null) => {
    if (senderAddress === null) return own.address;
    const address = normalised.get(senderAddress) ?? normaliseEmail(senderAddress, 'from_email');
    normalised.set(senderAddress, address);
    return address;
  };
  const headersOf = messageHeaders({ ...source, ownAddress: own.address });
  const bodyOf = compileBody(source.uuid, html, text);

  return {
    fromAddress,
    message(recipient, sender) {
      const to = normaliseEmail(recipient.email);
      const from = fromAddress(sender.address);
      const scope = scopeOf(recipient, sender.date);
      const headers = headersOf({
        sender,
        from: { name: fromNameOf(scope), address: from },
        to: { name: recipient.name, address: to },
        subject: scope.campaign.subject,
        unsubscribeUrl: sender.unsubscribeHeader ? recipient.unsubscribeUrl : null,
      });
      return { raw: Buffer.from(headers + bodyOf(scope)), messageId: sender.messageId, from, to };
    },
    preview(recipient, now) {
      const scope = scopeOf(recipient, now);
      return {
        subject: scope.campaign.subject,
        fromName: fromNameOf(scope),
        html: html && renderTemplate(html, scope),
        text: renderTemplate(text, scope),
      };
    },
  };
}

interface Bodies {
  html: ParsedTemplate | null;
  text: ParsedTemplate;
}

function parseBodies({ contentType, body, altbody, templateBody }: CampaignSource): Bodies {
  if (contentType === 'plain') return { html: null, text: parseTemplate('body', body, 'text') };
  const checkedBody = parseTemplate('body', body, 'html');
  const bodyHtml = contentType === 'markdown' ? markdownToHtml(body) : checkedBody.source;
  const html =
    templateBody === null ? bodyHtml : wrapBody(parseCampaignTemplate('template', templateBody).source, bodyHtml);
  return {
    html: parseTemplate('body', html, 'html'),
    text: parseTemplate('altbody', altbody ?? htmlToText(html), 'text'),
  };
}

/** From the MIME headers to the end. `=_` in the boundary can't occur in quoted-printable (RFC 2045 section 6.7). */
function compileBody(uuid: string, html: ParsedTemplate | null, text: ParsedTemplate): Splice {
  const textPart = compilePart('text/plain', text);
  if (!html) return textPart;
  const htmlPart = compilePart('text/html', html);
  const boundary = `=_${uuid}`;
  const start = `Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n--${boundary}\r\n`;
  return (scope) => `${start}${textPart(scope)}\r\n--${boundary}\r\n${htmlPart(scope)}\r\n--${boundary}--\r\n`;
}

function compilePart(type: string, template: ParsedTemplate): Splice {
  const head = `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
  const body = compileSplice(template, quotedPrintable);
  return (scope) => head + body(scope);
}
