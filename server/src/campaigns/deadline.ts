import { invalid } from '../errors.ts';
import type { CampaignContent } from './campaign.ts';

/** @throws {AppError} `invalid`, naming `deadline`, if there is one that has passed, or passes before the campaign starts. */
export function assertFutureDeadline(
  { deadline, sendAt }: Pick<CampaignContent, 'deadline' | 'sendAt'>,
  now: Date,
): void {
  if (deadline === null) return;
  if (deadline <= now) throw invalid('deadline', 'must be in the future');
  if (sendAt !== null && deadline <= sendAt) throw invalid('deadline', 'must be after send_at');
}
