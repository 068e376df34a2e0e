import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOpen, nextClosing, sendWindowOf } from '../capacity/send-window.ts';
import { handOverGate } from './hand-over-gate.ts';

const window = sendWindowOf('Europe/Berlin', [{ start: '08:00', end: '20:00' }]);
const at = (text: string) => Date.parse(text);

test('closes a second before the window does, and opens with it', () => {
  const gate = handOverGate();
  expect(gate(window, at('2026-11-24T07:59:59.999+01:00'))).toBe(false);
  expect(gate(window, at('2026-11-24T08:00:00.000+01:00'))).toBe(true);
  expect(gate(window, at('2026-11-24T19:59:58.999+01:00'))).toBe(true);
  expect(gate(window, at('2026-11-24T19:59:59.000+01:00'))).toBe(false);
  expect(gate(window, at('2026-11-25T08:00:00.000+01:00'))).toBe(true);
});

test('what it remembers never makes it answer otherwise', () => {
  const instants = fc.array(fc.integer({ min: at('2026-10-23T00:00Z'), max: at('2026-10-27T00:00Z') }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(instants, (times) => {
      const gate = handOverGate();
      for (const now of times) {
        const closing = nextClosing(window, now) as number;
        expect(gate(window, now)).toBe(isOpen(window, now) && now < closing - 1_000);
        expect(gate(null, now)).toBe(true);
      }
    }),
  );
});
