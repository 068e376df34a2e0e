import { AppError } from '../errors.ts';

/*
 * The life of a campaign, as told by its status.
 *
 * A campaign begins as a `draft`: it can be edited freely, and nothing happens by itself. A user gives it a time and makes
 * it `scheduled`, or starts it at once. A scheduled campaign can be taken back to draft; when its time comes, the
 * scheduler starts it, by the same move a user would make.
 *
 * Starting makes it `running`. That, and nothing else, lets the queue processor write its queue rows and claim them; how
 * it came to be running makes no difference. A closed send window or a spent limit leaves it running: it waits.
 *
 * A running campaign becomes `paused` when a user says so, or when too many errors do. A pause touches no row; its
 * campaign's status alone keeps the rows from being claimed. Only a user resumes, whoever paused: a pause never lifts itself.
 *
 * When none of a running campaign's rows is left to send or to decide, the queue makes it `finished`. It runs again only
 * when rows of it are queued again by a retry, which again is for the queue to say.
 *
 * A user can cancel a campaign that is scheduled, running or paused. `cancelled` is the end: what was queued is cancelled
 * with it, and nothing leads out. A draft has nothing to cancel: it is deleted.
 *
 * No move leads from a status to itself. Starting a running campaign is refused and changes nothing, so that two people
 * who press Start together start it once.
 */

export const campaignStatuses = ['draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled'] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

/** Who asks for a move: a person, the clock for scheduled campaigns, the guard against errors, or the queue. */
export type Actor = 'user' | 'scheduler' | 'errors' | 'queue';

const moves: Record<CampaignStatus, Partial<Record<CampaignStatus, readonly Actor[]>>> = {
  draft: { scheduled: ['user'], running: ['user'] },
  scheduled: { draft: ['user'], running: ['user', 'scheduler'], cancelled: ['user'] },
  running: { paused: ['user', 'errors'], finished: ['queue'], cancelled: ['user'] },
  paused: { running: ['user'], cancelled: ['user'] },
  finished: { running: ['queue'] },
  cancelled: {},
};

const verbs: Record<CampaignStatus, string> = {
  draft: 'turned back into a draft',
  scheduled: 'scheduled',
  running: 'started',
  paused: 'paused',
  finished: 'marked as finished',
  cancelled: 'cancelled',
};

/** Whether `actor` may move a campaign `from` one status `to` another. */
export function canMove(from: CampaignStatus, to: CampaignStatus, actor: Actor): boolean {
  return moves[from][to]?.includes(actor) ?? false;
}

/**
 * Refuses a move that the state machine does not have, by name: "A finished campaign cannot be paused".
 *
 * @throws {AppError} `invalid`, with the field `status` and the campaign's present status.
 */
export function assertMove(from: CampaignStatus, to: CampaignStatus, actor: Actor): void {
  if (canMove(from, to, actor)) return;
  const message =
    from === to
      ? `The campaign is already ${from}`
      : `A ${from} campaign cannot be ${verbs[to]}${moves[from][to] ? ` by the ${actor}` : ''}`;
  throw new AppError('invalid', message, { field: 'status', status: from });
}

/** What of a campaign may be edited: a running one is read while it is edited, and what is over stays as it was. */
export function isEditable(status: CampaignStatus): boolean {
  return status === 'draft' || status === 'scheduled' || status === 'paused';
}
