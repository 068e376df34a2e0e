/** Documented and stable: clients match on these, never on messages. */
export type ErrorCode =
  | 'invalid'
  | 'not_found'
  | 'conflict'
  | 'unauthenticated'
  | 'forbidden'
  | 'too_large'
  | 'rate_limited'
  | 'unavailable';

/** A failure the caller can act on. Anything else that is thrown is a bug. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: AppError['details'] = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** An `invalid` error that names the field (dotted path) and says what was expected of it. */
export function invalid(field: string, expectation: string): AppError {
  return new AppError('invalid', `${field}: ${expectation}`, { field });
}

/** What went wrong, as one line fit for a log field or a row's `last_error`. */
export function errorLine(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message.replace(/\s*[\r\n]+\s*/g, ' ').trim();
}
