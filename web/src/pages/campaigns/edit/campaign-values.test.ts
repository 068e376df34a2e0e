import { expect, test } from 'vitest';
import { editableOf } from './campaign-values.ts';

test.each([
  ['draft', null, { content: true, audience: true, schedule: true }],
  ['scheduled', null, { content: true, audience: true, schedule: true }],
  ['paused', '2026-11-24T08:00:00Z', { content: true, audience: false, schedule: false }],
  ['running', '2026-11-24T08:00:00Z', { content: false, audience: false, schedule: false }],
] as const)('a campaign that is %s can be changed so far', (status, started_at, editable) => {
  expect(editableOf({ status, started_at })).toEqual(editable);
});
