import { expect, test } from 'vitest';
import type { WaitingFor } from '../queue/why-waiting.ts';
import { firstToGoOn } from './queue-state.ts';

const at = (time: string | null): WaitingFor => ({ by: 'retry', until: time === null ? null : Date.parse(time) });
const [early, late, never] = [at('2026-03-04T13:00:00Z'), at('2026-03-04T14:00:00Z'), at(null)];

test('is what goes on first, and nothing while one campaign does not wait', () => {
  expect(firstToGoOn([late, early, never])).toBe(early);
  expect(firstToGoOn([never, late])).toBe(late);
  expect(firstToGoOn([never])).toBe(never);
  expect(firstToGoOn([early, null])).toBe(null);
});
