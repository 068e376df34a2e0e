import { pino } from 'pino';
import { expect, test } from 'vitest';
import { accepted, rejected, unreachable } from '../../../test/queue-world.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { outcomeLog } from './outcome-log.ts';

test('a refused message is a line, an accepted one none, and none what a server’s fault sent back', () => {
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'info', base: null, timestamp: false },
    { write: (line) => void lines.push(JSON.parse(line)) },
  );
  const settlement = (outcome: Outcome, i: number) => ({
    ...{ rowId: String(i), campaignId: 1, serverUuid: 'a', attemptId: null, retryCount: 0 },
    ...{ suspicions: 0, firstDeferredAt: null, isOwnFault: false, outcome, at: new Date(0) },
  });
  const outcomes = [accepted, rejected, ...Array.from({ length: 100 }, () => unreachable)];
  outcomeLog(log, outcomes.map(settlement), [{ id: '1', campaignId: 1, status: 'failed' }]);
  expect(lines).toMatchObject([
    { msg: 'message rejected', rowId: '1', status: 'failed', reply: '550 5.1.1 No such user' },
  ]);
});
