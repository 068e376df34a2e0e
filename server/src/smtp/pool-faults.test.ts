import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from './outcome.ts';
import type { SinkAction } from './sink.ts';
import { makeJob, makePool, makeSink } from './smtp-fixtures.ts';

const actions: SinkAction[] = [
  'drop',
  'lose reply',
  { code: 421, text: '4.3.2 Closing' },
  { code: 450, text: 'Later' },
  { code: 550, text: 'Never' },
];
const mostlyFine = fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, fc.constantFrom(...actions));

test('whatever the server does, the outcomes agree with its ledger', async () => {
  const script = fc.sample(mostlyFine, { seed: 7, numRuns: 5_000 })[Symbol.iterator]();
  const sink = await makeSink({
    script: (stage) => {
      if (stage === 'connect' || stage === 'data') return undefined;
      return script.next().value;
    },
  });
  const pool = makePool(sink.port, { maxConns: 8 });
  const outcomes = new Map<string, Outcome>();
  let next = 0;
  const sendSome = async () => {
    while (next < 1_200) {
      const to = `user${next++}@example.com`;
      outcomes.set(to, await pool.send(makeJob({ to })));
    }
  };
  await Promise.all(Array.from({ length: 24 }, sendSome));

  const accepted = sink.ledger.map(({ to }) => to);
  const recipientsOf = (kind: Outcome['kind']) => [...outcomes].filter(([, o]) => o.kind === kind).map(([to]) => to);
  expect(new Set(accepted).size).toBe(accepted.length);
  const certain = accepted.filter((to) => outcomes.get(to)?.kind !== 'uncertain');
  expect(certain.length).toBeLessThan(accepted.length);
  expect(recipientsOf('accepted').toSorted()).toEqual(certain.toSorted());
  for (const kind of ['accepted', 'deferred', 'rejected', 'unsent', 'uncertain'] as const) {
    expect(recipientsOf(kind)).not.toHaveLength(0);
  }
});

test('a server that stays away for one reason is one line in the log', async () => {
  const sink = await makeSink();
  await sink.stop();
  const warnings: string[] = [];
  const pool = makePool(sink.port, { maxConns: 5 }, (line) => {
    if (JSON.parse(line).level >= 40) warnings.push(line);
  });
  for (let round = 0; round < 3; round++) await Promise.all([1, 2, 3].map(() => pool.send(makeJob())));
  expect(warnings).toHaveLength(1);
});
