/** What Sluice keeps of a subscriber beyond address and name: an object of JSON values. */
export type Attribs = Record<string, unknown>;

const maxDepth = 32;
const maxChars = 65_536;

/**
 * What is wrong with a value that is to be kept as attribs, or `null`. PostgreSQL's `jsonb` takes neither NUL characters
 * nor halves of surrogate pairs, and gives up on deep nesting.
 */
export function attribsProblem(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'must be a JSON object';
  const problem = valueProblem(value, 1);
  if (problem) return problem;
  return JSON.stringify(value).length > maxChars ? `must have at most ${maxChars} characters` : null;
}

function valueProblem(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return textProblem(value);
  if (typeof value !== 'object' || value === null) return null;
  if (depth > maxDepth) return `must be nested at most ${maxDepth} deep`;
  for (const [key, inner] of Object.entries(value)) {
    const problem = textProblem(key) ?? valueProblem(inner, depth + 1);
    if (problem) return problem;
  }
  return null;
}

/** What is wrong with a text that is to be stored, or `null`: PostgreSQL takes no NUL, and only whole characters. */
function textProblem(text: string): string | null {
  if (text.includes('\0')) return 'must not contain a NUL character';
  return text.isWellFormed() ? null : 'must be valid Unicode';
}
