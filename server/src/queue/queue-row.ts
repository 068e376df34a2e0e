import { AppError } from '../errors.ts';
import type { QueueCounts } from './queue-counts.ts';

/** What became of one email so far; see row-transition.ts for its life. */
export type RowStatus = keyof QueueCounts;
export const rowStatuses = ['queued', 'sending', 'sent', 'failed', 'cancelled', 'uncertain'] as const;

/** One email for one subscriber of one campaign, as people are shown it. */
export interface QueueRow {
  id: string;
  campaignId: number;
  campaignName: string;
  subscriberId: number;
  /** `null`, as the name, once the subscriber is deleted. */
  subscriberEmail: string | null;
  subscriberName: string | null;
  status: RowStatus;
  priority: number;
  scheduledAt: Date;
  sentAt: Date | null;
  assignedSmtpServerUuid: string | null;
  retryCount: number;
  lastError: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** One try at handing the email to one server. */
export interface Attempt {
  id: string;
  smtpServerUuid: string;
  messageId: string;
  startedAt: Date;
  /** `null`, as the outcome, while it is open. */
  finishedAt: Date | null;
  outcome: string | null;
  /** What the server answered, or the reason why it did not. */
  reply: string | null;
}

/** What an operator may do with a row, and from which status. */
export const cancellable: readonly RowStatus[] = ['queued', 'uncertain'];
export const retriable: readonly RowStatus[] = ['failed', 'cancelled', 'uncertain'];

export function noQueueRow(id: string): AppError {
  return new AppError('not_found', `No email ${id} in the queue`, { field: 'id' });
}

/** "Email 7 is sent, only queued or uncertain ones can be cancelled". */
export function wrongStatus(
  { id, status }: Pick<QueueRow, 'id' | 'status'>,
  { allowed, verb }: { allowed: readonly RowStatus[]; verb: string },
): AppError {
  const words = [allowed.slice(0, -1).join(', '), allowed.at(-1)].filter(Boolean).join(' or ');
  return new AppError('invalid', `Email ${id} is ${status}, only ${words} ones can be ${verb}`, {
    field: 'id',
    status,
  });
}
