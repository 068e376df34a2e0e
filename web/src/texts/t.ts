import { type TextKey, texts } from './en.ts';

export type { TextKey } from './en.ts';

/** The names in braces in a text: `{count}` and `{name}`. */
type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Values<Key extends TextKey> = Record<Names<(typeof texts)[Key]>, string | number>;

/** What the reader reads under `key`, with `values` in place of the names in braces. */
export function t<Key extends TextKey>(
  ...[key, values]: [Names<(typeof texts)[Key]>] extends [never] ? [key: Key] : [key: Key, values: Values<Key>]
): string {
  const filled: Record<string, string | number> = values ?? {};
  return texts[key].replace(/\{(\w+)\}/g, (_match, name: string) => String(filled[name]));
}

/** As `t`, for a key that is computed; names in braces stay. */
export function text(key: TextKey): string {
  return texts[key];
}
