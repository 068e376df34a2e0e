import { t } from '../../texts/t.ts';

/** What attributes look like. */
export const attribsExample = '{"city": "Köln"}';

/** Attributes as they are edited: indented JSON. */
export function attribsText(attribs: Record<string, unknown>): string {
  return JSON.stringify(attribs, null, 2);
}

/** What is wrong with edited attributes, or `null`. Nothing at all is an empty object. */
export function attribsProblem(text: string): string | null {
  if (text.trim() === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? null
      : t('subscribers.attribs.object', { example: attribsExample });
  } catch (error) {
    return t('subscribers.attribs.malformed', { reason: (error as Error).message });
  }
}
