import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync(join(import.meta.dirname, '../docs/operator-guide.md'), 'utf8');

/** The fenced blocks of the page, in their order. */
const blocks = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({
  language,
  text: text!,
}));

/** Every SQL statement that the page prints, without comments. */
export const statements: string[] = blocks
  .filter(({ language }) => language === 'sql')
  .flatMap(({ text }) => text.replace(/^--.*$/gm, '').split(';'))
  .map((statement) => statement.trim())
  .filter((statement) => statement !== '');

/** A call of the API, and the answer printed below it. */
export interface Example {
  method: 'GET' | 'PUT' | 'POST';
  url: string;
  body: unknown;
  answer: unknown;
}

/** Every call of the API that the page prints, in their order. */
export const examples: Example[] = blocks.flatMap(({ language, text }, i) => {
  if (language !== 'sh' || !text.startsWith('curl ')) return [];
  const next = blocks[i + 1];
  const body = /-d '([^']*)'/.exec(text)?.[1];
  return {
    method: (/ -X (\w+)/.exec(text)?.[1] ?? 'GET') as Example['method'],
    url: /http:\/\/localhost:9000([^\s']*)/.exec(text)![1]!,
    body: body === undefined ? undefined : JSON.parse(body),
    answer: next?.language === 'json' ? JSON.parse(next.text) : undefined,
  };
});

/**
 * Where `answer` differs in shape from what is printed: other keys, in another order, or values of another kind. What is
 * null in one may be anything in the other.
 */
export function differences(printed: unknown, answer: unknown, place = 'answer'): string[] {
  if (printed === null || answer === null) return [];
  if (Array.isArray(printed) && Array.isArray(answer)) {
    if (printed.length !== answer.length) return [`${place}: ${answer.length} entries, printed ${printed.length}`];
    return printed.flatMap((value, i) => differences(value, answer[i], `${place}[${i}]`));
  }
  if (typeof printed !== typeof answer || Array.isArray(printed) !== Array.isArray(answer)) {
    return [`${place}: ${typeof answer}, printed ${typeof printed}`];
  }
  if (typeof printed !== 'object') return [];
  const [expected, given] = [printed, answer as object].map((object) => Object.keys(object).join(' '));
  if (expected !== given) return [`${place}: keys ${given}, printed ${expected}`];
  return Object.entries(printed).flatMap(([key, value]) =>
    differences(value, (answer as Record<string, unknown>)[key], `${place}.${key}`),
  );
}
