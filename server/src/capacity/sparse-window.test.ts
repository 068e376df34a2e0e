import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterCycles,
  countedAt,
  countingSince,
  cycleMsOf,
  drainsTo,
  emptyWindow,
  freeingPhaseOf,
  type SlidingWindow,
  type SparseWindow,
  sliceMsOf,
  sparse,
  sparselyAdded,
  sparselyAddedWithin,
  usedAt,
} from './sliding-window.ts';

const start = 1_800_000_000_000;

test('a sparse window answers what its ring answers', () => {
  const steps = fc.array(fc.record({ waitShare: fc.double({ min: -0.2, max: 1.2, noNaN: true }), count: fc.nat(5) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000_000 }), steps, fc.nat(60), (periodMs, all, turn) => {
      let now = start;
      let ring: SlidingWindow = emptyWindow(periodMs);
      let few: SparseWindow = sparse(ring, 0);
      for (const [i, { waitShare, count }] of all.entries()) {
        now += Math.floor(waitShare * periodMs);
        ring = countedAt(ring, now, count);
        few = i === turn ? sparse(ring, now) : sparselyAdded(few, now, [{ at: now, count }]);
        for (const later of [0, 0.01, 0.5, 1, 1.01]) {
          const at = now + Math.floor(later * periodMs);
          expect(usedAt(few, at)).toBe(usedAt(ring, at));
          expect(countingSince(few, at)).toBe(countingSince(ring, at));
          expect(drainsTo(few, 3, at)).toBe(drainsTo(ring, 3, at));
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('many counted together, up to the first that does not fit, are those counted one by one', () => {
  const steps = fc.array(
    fc.record({ waitShare: fc.double({ min: 0, max: 0.3, noNaN: true }), count: fc.integer({ min: 1, max: 5 }) }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000_000 }), steps, fc.nat(80), fc.nat(60), (periodMs, all, max, before) => {
      let now = start;
      const added = all.map(({ waitShare, count }) => {
        now += Math.floor(waitShare * periodMs);
        return { at: now, count };
      });
      let expected = sparse(emptyWindow(periodMs), start);
      for (const step of added.slice(0, before)) expected = sparselyAdded(expected, step.at, [step]);
      const begun = expected;
      const rest = added.slice(before);
      const tooMany = rest.findIndex((step) => {
        expected = sparselyAdded(expected, step.at, [step]);
        return usedAt(expected, step.at) > max;
      });
      const together = sparselyAddedWithin(begun, max, rest);
      if (tooMany >= 0) expect(together).toEqual({ fullAt: rest[tooMany]!.at });
      else {
        expect('window' in together).toBe(true);
        for (const later of [0, 0.01, 0.5, 1, 1.01]) {
          const at = now + Math.floor(later * periodMs);
          const { window } = together as { window: SparseWindow };
          expect(usedAt(window, at)).toBe(usedAt(expected, at));
          expect(drainsTo(window, 3, at)).toBe(drainsTo(expected, 3, at));
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('after some cycles, a window is as if every permit had been taken in the instant in which it became free', () => {
  const groups = fc.array(
    fc.record({ sliceShare: fc.double({ min: 0, max: 1, noNaN: true }), count: fc.integer({ min: 1, max: 5 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000_000 }),
      groups,
      fc.integer({ min: 1, max: 4 }),
      (periodMs, all, cycles) => {
        const sliceMs = sliceMsOf(periodMs);
        const shares = all.toSorted((a, b) => a.sliceShare - b.sliceShare);
        const first = Math.ceil(start / sliceMs);
        const slices = Math.floor(periodMs / sliceMs);
        let window = sparse(emptyWindow(periodMs), 0);
        for (const { sliceShare, count } of shares) {
          const at = (first + Math.floor(sliceShare * slices)) * sliceMs;
          window = sparselyAdded(window, at, [{ at, count }]);
        }
        const max = usedAt(window, window.head * sliceMs);
        const now = window.head * sliceMs + freeingPhaseOf(periodMs);
        fc.pre(usedAt(window, now) === max);

        const until = now + cycles * cycleMsOf(periodMs);
        const leapt = afterCycles(window, cycles);
        for (let at = drainsTo(window, max - 1, now); at <= until; at = drainsTo(window, max - 1, at)) {
          window = sparselyAdded(window, at, [{ at, count: max - usedAt(window, at) }]);
        }
        expect(usedAt(leapt, until)).toBe(max);
        for (let target = 0; target < max; target++) {
          expect(drainsTo(leapt, target, until)).toBe(drainsTo(window, target, until));
        }
      },
    ),
    { numRuns: 500 },
  );
});
