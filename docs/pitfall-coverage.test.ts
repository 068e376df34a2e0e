import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('..', import.meta.url);
const page = await readFile(new URL('pitfall-coverage.md', import.meta.url), 'utf8');

/** The lines of the tables: a number, what is guaranteed, and by which tests. */
const pitfalls = page.split('\n').flatMap((line) => {
  const [, number, , tests] = /^\| (\d+) \| (.+) \| (.+) \|$/.exec(line) ?? [];
  return number && tests ? [{ number: Number(number), tests }] : [];
});

test('each of the 64 pitfalls is there, once', () => {
  expect(pitfalls.map(({ number }) => number)).toEqual(Array.from({ length: 64 }, (_, i) => i + 1));
});

test.each(pitfalls)('what is said of pitfall $number holds', async ({ tests }) => {
  if (tests.startsWith('Does not apply')) return;
  const named = [...tests.matchAll(/`([^`]+\.test\.ts)`: “([^”]+)”/g)];
  expect(named).not.toEqual([]);
  for (const [, file, title] of named) {
    const text = await readFile(new URL(file!, root), 'utf8');
    expect(text, `${file} has no test “${title}”`).toContain(title!);
  }
});
