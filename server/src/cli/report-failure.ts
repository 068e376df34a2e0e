import { AppError } from '../errors.ts';

/** Says on standard error what went wrong, a line for each thing the user can act on, and exits with 1. */
export function reportFailure(error: unknown): never {
  if (error instanceof AppError) for (const line of error.message.split('\n')) console.error(`sluice: ${line}`);
  else console.error('sluice: unexpected error:', error);
  process.exit(1);
}
