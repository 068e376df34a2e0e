import type { OutcomeFilter, RowStatus } from '../queries.ts';

/** What can be retried many at a time. What is uncertain is decided one by one, or by campaign, in the queue. */
const retriable = ['failed', 'cancelled'] as const;
export type Retriable = (typeof retriable)[number];

/** The statuses of the shown emails that can be retried: of all of them, only the failed ones. */
export function retriableOf({ status }: OutcomeFilter): Retriable[] {
  const shown: readonly RowStatus[] = status ?? ['failed'];
  return retriable.filter((each) => shown.includes(each));
}

/** Whether only some of the campaign's are shown. */
export function isNarrowed({ smtp_server_uuid, subscriber }: OutcomeFilter): boolean {
  return smtp_server_uuid !== undefined || subscriber !== undefined;
}
