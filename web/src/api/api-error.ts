/** A failure that the API told of, or that it could not be asked. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 when there was no answer. */
  readonly status: number;
  /** `invalid`, `conflict`, …; empty when the answer named none. */
  readonly code: string;
  /** The key of the request that was wrong. */
  readonly field: string | null;

  /** Where in that field, if it is a template; both from 1. */
  readonly place: { line: number; column: number } | null;

  constructor({ message, status, code = '', field = null, line, column }: ApiFailure) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
    this.place = line !== undefined && column !== undefined ? { line, column } : null;
  }

  static async of(response: Response): Promise<ApiError> {
    const body: unknown = await response.json().catch(() => null);
    const told = typeof body === 'object' && body !== null ? (body as Partial<ApiFailure>) : {};
    return new ApiError({ message: response.statusText || String(response.status), ...told, status: response.status });
  }

  static unreachable(): ApiError {
    return new ApiError({ message: '', status: 0, code: 'unreachable' });
  }

  /** What is wrong with the field, without its name. */
  get expectation(): string {
    const prefix = `${this.field}: `;
    return this.field !== null && this.message.startsWith(prefix) ? this.message.slice(prefix.length) : this.message;
  }
}

interface ApiFailure {
  message: string;
  status: number;
  code?: string;
  field?: string | null;
  line?: number;
  column?: number;
}

const expiryListeners = new Set<() => void>();

/** Calls back when the API no longer knows who asks. Returns what ends that. */
export function onSessionExpired(listener: () => void): () => void {
  expiryListeners.add(listener);
  return () => expiryListeners.delete(listener);
}

/** Tells those who wait for it, if this is that. */
export function noteExpiry(error: ApiError): void {
  if (error.code === 'unauthenticated') for (const listener of expiryListeners) listener();
}
