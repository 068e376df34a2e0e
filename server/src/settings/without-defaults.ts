import Type, { type TSchema } from 'typebox';

/** The properties of a change: each may be absent, and is then left alone, not filled in with its default. */
export function withoutDefaults(properties: Record<string, TSchema>): Record<string, TSchema> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, schema]) => {
      const { default: _, ...rest } = schema as { default?: unknown };
      return [key, Type.Optional(Type.Unsafe(rest))];
    }),
  );
}
