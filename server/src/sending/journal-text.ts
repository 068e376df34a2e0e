import type { Outcome, SmtpReply } from '../smtp/outcome.ts';

/*
 * The text of a journal: a line of JSON for its worker, and then for each attempt one when its content is about to be
 * written (`over`) and one when its outcome is known. A process that dies may leave its last line unfinished.
 */

/** Whose journal it is. */
export interface JournalOwner {
  workerId: string;
  /** As in the table `workers`: see process-identity.ts. */
  host: string;
  pid: number;
}

export interface JournalOutcome {
  outcome: Outcome;
  /** When it was known. */
  at: Date;
}

/** What a journal tells of the attempts of its worker. */
export interface Journal {
  owner: JournalOwner;
  /** Those whose content began to be written. */
  handedOver: Set<string>;
  outcomes: Map<string, JournalOutcome>;
  /** Lines that are not of this kind. */
  strange: number;
}

const version = 1;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const id = /^\d{1,19}$/;

export function ownerLine({ workerId, host, pid }: JournalOwner): string {
  return `${JSON.stringify({ journal: version, worker: workerId, host, pid })}\n`;
}

export function handOverLine(attemptId: string): string {
  return `{"over":"${attemptId}"}\n`;
}

export function outcomeLine(attemptId: string, { outcome, at }: JournalOutcome): string {
  return `${JSON.stringify({ attempt: attemptId, at: at.getTime(), outcome })}\n`;
}

/** What a journal says, or `null` if it is none. Lines that can't be understood are counted and say nothing. */
export function parseJournal(text: string): Journal | null {
  const lines = text.split('\n');
  lines.pop(); // empty, or unfinished
  const owner = ownerOf(lines.shift());
  if (!owner) return null;
  const journal: Journal = { owner, handedOver: new Set(), outcomes: new Map(), strange: 0 };
  for (const line of lines) {
    const { over, attempt, at, outcome: noted } = objectOf(line);
    const outcome = outcomeOf(noted);
    if (isId(over)) journal.handedOver.add(over);
    else if (isId(attempt) && outcome && isTime(at)) journal.outcomes.set(attempt, { outcome, at: new Date(at) });
    else journal.strange++;
  }
  return journal;
}

function ownerOf(line: string | undefined): JournalOwner | null {
  const { journal, worker, host, pid } = objectOf(line);
  const isOwner = journal === version && isText(worker) && uuid.test(worker) && isText(host) && Number.isInteger(pid);
  return isOwner ? { workerId: worker, host, pid: pid as number } : null;
}

function outcomeOf(value: unknown): Outcome | null {
  const { kind, reply, reason, seen, bounce } = fieldsOf(value);
  switch (kind) {
    case 'accepted':
    case 'deferred':
    case 'rejected': {
      const noted = replyOf(reply);
      if (!noted) return null;
      if (kind === 'accepted' || !(bounce === 'hard' || bounce === 'soft')) return { kind, reply: noted };
      return { kind, reply: noted, bounce };
    }
    case 'unsent':
      // The server's health has moved on since: its fault says nothing of it any more.
      return isText(reason) && typeof seen === 'boolean' ? { kind, reason, seen, fault: null } : null;
    case 'uncertain':
      return isText(reason) ? { kind, reason } : null;
    default:
      return null;
  }
}

function replyOf(value: unknown): SmtpReply | null {
  const { code, enhanced, text, full } = fieldsOf(value);
  if (!Number.isInteger(code) || !(enhanced === null || isText(enhanced)) || !isText(text)) return null;
  return { code: code as number, enhanced, text, ...(isText(full, longestReply) && { full }) };
}

function objectOf(line: string | undefined): Record<string, unknown> {
  try {
    return fieldsOf(JSON.parse(line ?? ''));
  } catch {
    return {};
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const longestText = 2_000;
const longestReply = 5_000;
/** PostgreSQL keeps no zero byte in a text. */
const isText = (value: unknown, longest = longestText): value is string =>
  typeof value === 'string' && value.length <= longest && !value.includes('\0');
const isId = (value: unknown): value is string =>
  typeof value === 'string' && id.test(value) && BigInt(value) < 2n ** 63n;
const isTime = (value: unknown): value is number =>
  Number.isInteger(value) && Math.abs(value as number) < 8_640_000_000_000_000 / 4;
