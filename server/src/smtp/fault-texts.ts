import type { ServerFault } from './outcome.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** A reply by which a provider speaks about the sending server, whatever command it answers. */
export interface FaultText {
  /** Codes it is recognised under. */
  codes: RegExp;
  /** Matched against the whole reply line: code, enhanced code, text. */
  text: RegExp;
  kind: ServerFault['kind'];
  retryAfterMs: number | null;
  source: string;
}

const temporary = /^4/;
const any = /^[45]/;

/**
 * First match wins. Where a provider's row in KumoMTA's traffic shaping says "suspend", its time is used; where it says
 * "one a minute", a minute. Repetition is the breaker's business (`health.ts`).
 */
export const faultTexts: readonly FaultText[] = [
  row(temporary, /4\.7\.28|unusual rate of unsolicited mail/i, 'throttled', minute, 'KumoMTA shaping, Gmail'),
  row(/^421/, /our system has detected|low reputation/i, 'throttled', hour, 'KumoMTA shaping, Gmail'),
  row(any, /\[(?:TSS|IPTS)04\]/, 'throttled', 2 * hour, 'KumoMTA shaping, Yahoo'),
  row(any, /\[(?:TSS|IPTS)05\]/, 'throttled', 4 * hour, 'KumoMTA shaping, Yahoo'),
  row(any, /\[TS0[23]\]/, 'throttled', minute, 'KumoMTA shaping, Yahoo'),
  row(/^553/, /\[BL\d*\]/, 'throttled', 2 * hour, 'KumoMTA shaping, Yahoo'),
  row(temporary, /\bRP-00[1-3]\b|4\.7\.650/, 'throttled', minute, 'KumoMTA shaping, Outlook'),
  row(any, /exceeded the maximum number of connections/i, 'throttled', minute, 'KumoMTA shaping, Outlook'),
  row(any, /\bIB007\b/, 'throttled', 30 * minute, 'KumoMTA shaping, Outlook'),
  row(any, /\bS31(?:40|50)\b|is on our block list/i, 'throttled', 2 * hour, 'KumoMTA shaping, Outlook'),
  row(/^550/, /5\.7\.515/, 'protocol', 2 * hour, 'Microsoft: SPF, DKIM and DMARC of the From domain must pass'),
  row(/^421/, /\[HCM1\]/, 'throttled', 15 * minute, 'KumoMTA shaping, Apple'),
  row(/^451/, /\[BS02\]/, 'throttled', 15 * minute, 'KumoMTA shaping, Apple'),
  row(any, /\bRL000010\b/, 'throttled', 5 * minute, 'KumoMTA shaping, Comcast'),
  row(any, /\bRL0000\d\d\b/, 'throttled', minute, 'KumoMTA shaping, Comcast'),
  row(any, /reject due to policy restrictions/i, 'throttled', 2 * hour, 'KumoMTA shaping, GMX and web.de'),
  row(
    temporary,
    /messages from \S+ temporarily deferred|temporarily rate limited due to IP reputation/i,
    'throttled',
    minute,
    'KumoMTA shaping, any',
  ),
  row(temporary, /server busy\. please try again later from/i, 'throttled', minute, 'KumoMTA shaping, any'),
  row(any, /maximum sending rate exceeded/i, 'throttled', second, 'Amazon SES'),
  row(
    any,
    /(?:daily|hourly|monthly|24.hour)\b.{0,40}\b(?:quota|limit|allowance)\b.{0,40}\b(?:exceeded|reached)/i,
    'quota',
    null,
    'Bird and other relays; Amazon SES; Google Workspace 550 5.4.5',
  ),
  row(
    any,
    /(?:exceeded|reached|over)\b.{0,40}\b(?:daily|hourly|monthly)\b.{0,40}\b(?:quota|limit|allowance)/i,
    'quota',
    null,
    'Bird and other relays',
  ),
  row(
    temporary,
    /too many (?:connections|messages|e-?mails|login attempts)|(?:sending )?rate limit(?:ed)?\b|throttl/i,
    'throttled',
    minute,
    'common to relays: too fast for them',
  ),
  row(
    /^5/,
    /relay(?:ing)?(?: access)? (?:is )?(?:denied|not (?:permitted|allowed)|prohibited)|unable to relay/i,
    'auth',
    null,
    'Postfix, Exchange, Exim: this client may not send through the server',
  ),
  row(
    /^5/,
    /sender address rejected|sender (?:verify|verification) failed|client host rejected|helo command rejected/i,
    'auth',
    null,
    'Postfix and Exim tell what they dislike about the sender in answer to RCPT',
  ),
  row(/^5/, /(?:address|identit(?:y|ies)).{0,40}(?:not verified|failed the check)/i, 'auth', null, 'Amazon SES'),
];

function row(
  codes: RegExp,
  text: RegExp,
  kind: ServerFault['kind'],
  retryAfterMs: number | null,
  source: string,
): FaultText {
  return { codes, text, kind, retryAfterMs, source };
}
