import { expect, test } from 'vitest';
import { planRound } from './plan.ts';
import { torture } from './torture.ts';

/** Of this seed the rounds between them kill a worker and the database, pause, edit limits and the window, disable a server, and send people away. */
const seed = 71;
const rounds = [1, 2];

test('a short torture keeps every promise', { timeout: 120_000 }, async () => {
  const { verdicts } = await torture({
    ...{ rounds, seed, workers: 2, saturationSeconds: 0 },
    ...{ onRound: () => {}, tell: (line: string) => console.log(line), signal: new AbortController().signal },
  });
  expect(verdicts.map(({ round, broken }) => ({ round, broken }))).toEqual(
    rounds.map((round) => ({ round, broken: [] })),
  );
  expect(verdicts.every(({ accepted }) => accepted > 0)).toBe(true);
});

test('a seed gives the same plan, another seed another', () => {
  const plan = () => planRound(7, 3, { workers: 2 });
  expect(plan()).toEqual(plan());
  expect(planRound(8, 3, { workers: 2 })).not.toEqual(plan());
  expect(planRound(7, 4, { workers: 2 })).not.toEqual({ ...plan(), round: 4 });
});
