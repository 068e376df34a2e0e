import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { separators } from '../csv/separator.ts';
import { AppError, errorLine, invalid } from '../errors.ts';
import { attribsProblem } from '../subscribers/attribs.ts';
import { type ImportParams, importModes } from '../subscribers/import.ts';
import { idSchema, oneOf } from './schemas.ts';
import { validated } from './validation.ts';

/** The file goes from the socket to the database: the limit is there against mistakes, not for memory. */
export const fileSizeLimitBytes = 2 ** 30;

const paramsSchema = Type.Object({
  mode: oneOf(importModes, { default: 'subscribe' }),
  subscription_status: oneOf(['unconfirmed', 'confirmed'], { default: 'unconfirmed' }),
  delim: Type.Optional(oneOf(separators)),
  lists: Type.Array(idSchema, { default: [], maxItems: 10_000 }),
  overwrite: Type.Boolean({ default: true }),
  mapping: Type.Record(Type.String(), Type.String({ maxLength: 200 }), { default: {} }),
});

/** An upload up to the beginning of its file. */
export interface ImportUpload {
  params: ImportParams;
  /** Not read yet. */
  file: MultipartFile['file'];
  name: string;
}

/**
 * Reads a multipart form up to the beginning of its file.
 *
 * @throws {AppError} `invalid`, naming `params`, one of them, or `file`.
 */
export async function readImportUpload(request: FastifyRequest): Promise<ImportUpload> {
  if (!request.isMultipart()) throw invalid('file', 'expected a multipart form with params and then file');
  let params: ImportParams | null = null;
  for await (const part of partsOf(request)) {
    if (part.type === 'field' && part.fieldname === 'params') {
      params = readParams(part.value);
    } else if (part.type === 'file') {
      const { file, filename } = part;
      if (part.fieldname === 'file' && params) return { params, file, name: filename.toWellFormed().slice(0, 200) };
      file.resume();
      if (part.fieldname === 'file') throw invalid('params', 'must come before the file');
      throw invalid(part.fieldname, 'unknown');
    }
  }
  throw invalid(params ? 'file' : 'params', 'is required');
}

async function* partsOf(request: FastifyRequest): AsyncGenerator<Multipart> {
  const limits = { fileSize: fileSizeLimitBytes, fieldSize: 2 ** 20, fields: 20, files: 1 };
  try {
    yield* request.parts({ limits });
  } catch (error) {
    throw invalid('file', `malformed multipart form: ${errorLine(error)}`);
  }
}

/** What the file holds. @throws {AppError} `too_large` at the limit, `invalid` if the upload breaks off. */
export async function* fileBytes(file: MultipartFile['file']): AsyncGenerator<Uint8Array> {
  try {
    yield* file.iterator({ destroyOnReturn: false });
  } catch (error) {
    throw invalid('file', `the upload broke off: ${errorLine(error)}`);
  }
  if (file.truncated) throw new AppError('too_large', `file: must have at most ${fileSizeLimitBytes} bytes`);
}

function readParams(given: unknown): ImportParams {
  const json = typeof given === 'string' ? parseJson(given) : given;
  const problem = attribsProblem(json); // it is stored as JSON, as attributes are
  if (problem) throw invalid('params', problem);
  const params = validated(paramsSchema, json);
  const { mode, subscription_status: subscriptionStatus, delim = null, lists: listIds, overwrite, mapping } = params;
  return { mode, subscriptionStatus, separator: delim, listIds, overwrite, mapping };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('params', 'malformed JSON');
  }
}
