import { invalid } from '../errors.ts';

/** @throws {AppError} `invalid`, naming `send_at`, unless it is a time to come. */
export function assertFutureSendAt(sendAt: Date | null, now: Date): void {
  if (sendAt === null) throw invalid('send_at', 'must be set for a campaign to be scheduled');
  if (sendAt <= now) throw invalid('send_at', 'must be in the future');
}
