import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';

type Json = Record<string, unknown>;

/**
 * What the texts of a query, of params or of a form mean by a schema: numbers, true and false, and a list even if it is
 * of one. What means nothing stays as it is, for validation to refuse: `1.5` is no integer and is not made one.
 */
export function fromText(schema: TSchema, given: unknown): unknown {
  const { type, anyOf, items, properties } = schema as Json;
  if (Array.isArray(anyOf)) return fromAnyOf(anyOf, given);
  if (type === 'array') return [given].flat().map((item) => fromText((items ?? {}) as TSchema, item));
  if (type === 'object' && typeof given === 'object' && given !== null) {
    const known = (properties ?? {}) as Record<string, TSchema>;
    const entries = Object.entries(given).map(([key, value]) => [
      key,
      Object.hasOwn(known, key) ? fromText(known[key]!, value) : value,
    ]);
    return Object.fromEntries(entries);
  }
  if (typeof given !== 'string') return given;
  if (type === 'integer') return /^-?\d{1,16}$/.test(given) ? Number(given) : given;
  if (type === 'number') return /^-?\d{1,16}(\.\d{1,16})?$/.test(given) ? Number(given) : given;
  if (type === 'boolean') return { true: true, '1': true, false: false, '0': false }[given] ?? given;
  return given;
}

/** As the first alternative that it then fits. */
function fromAnyOf(alternatives: TSchema[], given: unknown): unknown {
  for (const alternative of alternatives) {
    const value = fromText(alternative, given);
    if (Value.Check(alternative, value)) return value;
  }
  return given;
}
