import Type, { type Static, type TSchema } from 'typebox';

/** The largest value of PostgreSQL's `int`: no id is larger. */
const largestId = 2_147_483_647;

/** The id of a row. */
export const idSchema = Type.Integer({ minimum: 1, maximum: largestId });

/** The params of `/things/:id`. */
export const idParams = Type.Object({ id: idSchema });

/** One line of text that must not be blank. */
export const nameSchema = Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' });

/** An instant in an answer: RFC 3339, or null when unset. Handlers give the `Date` itself. */
export const instantOrNull = Type.Unsafe<Date | null>({ type: ['string', 'null'], format: 'date-time' });

/** An instant in an answer that is always set. */
export const instant = Type.Unsafe<Date>({ type: 'string', format: 'date-time' });

/** One of these words. */
export function oneOf<const Words extends readonly string[]>(words: Words, options: { default?: Words[number] } = {}) {
  return Type.Unsafe<Words[number]>({ type: 'string', enum: [...words], ...options });
}

/** What every failure is answered with. More keys may say more: `field`, for one. */
export const errorSchema = Type.Object(
  { message: Type.String(), code: Type.Optional(Type.String()), field: Type.Optional(Type.String()) },
  { $id: 'Error', additionalProperties: true },
);

/** Names a schema that has an `$id` and was given to `app.addSchema`. For answers only. */
export function ref<Schema extends TSchema & { $id?: string }>(schema: Schema) {
  return Type.Unsafe<Static<Schema>>({ $ref: `${schema.$id}#` });
}

/** The envelope of every success: `{ "data": … }`. */
export function dataOf<Schema extends TSchema>(schema: Schema) {
  return Type.Object({ data: schema });
}

/** What an action answers when there is nothing more to say. */
export const doneSchema = dataOf(Type.Literal(true));
/** The answer that `doneSchema` describes. */
export const done = { data: true } as const;

/** Entries of `response` for the failures of a route: `...errorReplies(400, 403)`. */
export function errorReplies<Status extends number>(...statuses: Status[]) {
  const reply = Type.Unsafe<Static<typeof errorSchema>>({ $ref: 'Error#' });
  return Object.fromEntries(statuses.map((status) => [status, reply])) as Record<Status, typeof reply>;
}
