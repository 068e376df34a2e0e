import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import postgres from 'postgres';
import { isDatabaseAway } from '../db/database-away.ts';
import { AppError, type ErrorCode } from '../errors.ts';

/** By the conventions of the API what is not found is 400, and so is what is invalid; a new code needs its status here. */
const statusOf: Record<ErrorCode, number> = {
  invalid: 400,
  not_found: 400,
  conflict: 409,
  unauthenticated: 403,
  forbidden: 403,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
};

/** PostgreSQL's codes for input that it cannot hold: the net below the schemas. */
const inputErrors = new Set(['22P02', '22003', '22021', '22P05', '22001', '22007', '22008']);

/** Answers `{ message, code, … }`; what is a bug is logged with its stack and told as nothing but that. */
export function errorHandler(error: FastifyError | AppError | Error, request: FastifyRequest, reply: FastifyReply) {
  const known = error instanceof AppError ? error : asAppError(error);
  if (!known) {
    request.log.error({ err: error }, 'request failed');
    return reply.code(500).send({ message: `Internal error; the log has it under ${request.id}`, code: 'internal' });
  }
  if (known.code === 'unavailable') request.log.warn({ err: error }, 'request not served');
  return reply
    .code(known.code === 'invalid' ? (httpStatus(error) ?? 400) : statusOf[known.code])
    .send({ ...known.details, message: known.message, code: known.code });
}

/** What a framework's, driver's or database's error means to the caller, or null when it is a bug. */
function asAppError(error: FastifyError | Error): AppError | null {
  const code = 'code' in error ? String(error.code) : '';
  if (error instanceof postgres.PostgresError && inputErrors.has(code)) {
    return new AppError('invalid', `A value is out of range or malformed: ${error.message}`);
  }
  if (isDatabaseAway(error)) return new AppError('unavailable', 'The database cannot be reached at the moment');

  const status = httpStatus(error);
  if (status === undefined) return null;
  if (status === 413) return new AppError('too_large', error.message);
  if (status === 429) return new AppError('rate_limited', error.message);
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError) {
    return new AppError('invalid', 'body: malformed JSON', { field: 'body' });
  }
  return new AppError('invalid', error.message);
}

/** The 4xx that the framework gave the error, such as 415 for a content type it has no parser for. */
function httpStatus(error: Error): number | undefined {
  const status = 'statusCode' in error ? Number(error.statusCode) : undefined;
  return status !== undefined && status >= 400 && status < 500 ? status : undefined;
}

/** Answers what no route is for. */
export function notFoundHandler(request: FastifyRequest, reply: FastifyReply) {
  const path = request.url.split('?', 1)[0]!;
  const message = path === '/api' || path.startsWith('/api/') ? '404 unknown endpoint' : '404 not found';
  return reply.code(404).send({ message });
}
