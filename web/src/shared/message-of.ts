import { ApiError } from '../api/api-error.ts';
import { t } from '../texts/t.ts';

/** What went wrong, for people. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.code === 'unreachable' ? t('shared.unreachable') : error.message;
  return error instanceof Error ? error.message : String(error);
}
