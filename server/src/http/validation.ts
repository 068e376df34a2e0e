import type { FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { AppError, invalid } from '../errors.ts';
import { whenUsed } from './compile-when-used.ts';
import { fromText } from './from-text.ts';

interface ValidationError {
  keyword: string;
  schemaPath: string;
  instancePath: string;
  params: { requiredProperties?: string[]; additionalProperties?: string[] };
}

type Json = Record<string, unknown>;

/**
 * Checks by TypeBox. Query, params and headers arrive as strings and are converted first: `?id=1` fits a list of
 * integers. Bodies are taken as they are. What is absent gets its default.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = whenUsed(({ schema, httpPart }) => {
  const compiled = Compile(schema);
  return (given: unknown) => {
    const complete = Value.Default(schema, given);
    const value = httpPart === 'body' ? complete : fromText(schema, complete);
    if (compiled.Check(value)) return { value };
    return { error: explain(httpPart ?? 'body', schema as Json, compiled.Errors(value) as ValidationError[]) };
  };
});

/** Checks a body that only its handler knows the schema of. @throws {AppError} `invalid` */
export function validated<Schema extends TSchema>(schema: Schema, given: unknown): Static<Schema> {
  const value = Value.Default(schema, given);
  if (Value.Check(schema, value)) return value as Static<Schema>;
  throw explain('body', schema as Json, [...Value.Errors(schema, value)] as ValidationError[]);
}

/** The first thing that is wrong, by the field's dotted name, and what was expected there. */
function explain(part: string, schema: Json, errors: ValidationError[]): AppError {
  const first = errors.find((error) => error.keyword !== 'boolean') ?? errors[0]!;
  const union = errors.find(
    (error) => error.keyword === 'anyOf' && first.schemaPath.startsWith(`${error.schemaPath}/`),
  );
  const { keyword, instancePath, schemaPath, params } = union ?? first;
  const field = fieldName(instancePath);
  const inside = (name = '') => (field ? `${field}.${name}` : name);

  if (keyword === 'required') return invalid(inside(params.requiredProperties?.[0]), 'is required');
  if (keyword === 'additionalProperties') {
    const names = (params.additionalProperties ?? []).map(inside);
    return new AppError('invalid', `${names.join(', ')}: unknown`, { field: names[0], fields: names });
  }
  return invalid(field || part, `expected ${describe(schemaAt(schema, schemaPath))}`);
}

/** `/smtp/0/port` as `smtp[0].port`. */
function fieldName(instancePath: string): string {
  return segments(instancePath).reduce(
    (name, segment) => (/^\d+$/.test(segment) ? `${name}[${segment}]` : name ? `${name}.${segment}` : segment),
    '',
  );
}

function segments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function schemaAt(schema: Json, schemaPath: string): Json {
  return segments(schemaPath).reduce<Json>((at, segment) => (at[segment] ?? {}) as Json, schema);
}

/** What fits a schema, in words. */
function describe(schema: Json): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.map((word) => JSON.stringify(word)).join(', ')}`;
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map((each) => describe(each as Json)).join(' or ');
  switch (schema.type) {
    case 'integer':
    case 'number':
      return (schema.type === 'integer' ? 'an integer' : 'a number') + range(schema.minimum, schema.maximum);
    case 'string': {
      const length = range(schema.minLength, schema.maxLength);
      const shape =
        schema.format ?? (schema.pattern === '\\S' ? 'not blank' : schema.pattern && `like ${schema.pattern}`);
      return `text${length && `${length} characters`}${shape ? ` (${shape})` : ''}`;
    }
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${range(schema.minItems, schema.maxItems)}${schema.uniqueItems ? ' without repeats' : ''}`;
    case 'object':
      return 'an object';
    case 'null':
      return 'null';
    default:
      return 'another value';
  }
}

function range(from: unknown, to: unknown): string {
  if (from !== undefined && to !== undefined) return ` from ${from} to ${to}`;
  if (from !== undefined) return ` of ${from} or more`;
  return to !== undefined ? ` of up to ${to}` : '';
}

/** Form bodies are strings throughout: they become what the route's schema says before it is checked. */
export async function convertForm(request: FastifyRequest): Promise<void> {
  const schema = request.routeOptions.schema?.body as TSchema | undefined;
  if (schema && request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    request.body = fromText(schema, request.body);
  }
}

/** Refuses text that PostgreSQL cannot hold: U+0000, and halves of surrogate pairs. @throws {AppError} `invalid` */
export async function refuseUnstorableText(request: FastifyRequest, _reply: FastifyReply): Promise<void> {
  for (const [part, value] of [
    ['params', request.params],
    ['query', request.query],
    ['body', request.body],
  ] as const) {
    const path = unstorable(value, '');
    if (path !== null) throw invalid(fieldName(path) || part, 'must not contain U+0000 or a lone surrogate');
  }
}

function unstorable(value: unknown, path: string): string | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : null;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorable(key, path) ?? unstorable(inner, `${path}/${key.replaceAll('/', '~1')}`);
    if (found !== null) return found;
  }
  return null;
}
