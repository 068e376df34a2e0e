import { pino } from 'pino';
import { expect, test } from 'vitest';
import { accepted, rejected, unreachable } from '../../../test/queue-world.ts';
import type { Outcome } from '../smtp/outcome.ts';
import { outcomeLog } from './outcome-log.ts';

test('a refused message is a line; what was accepted, or sent back by a fault of the server, is none', () => {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) });
  const settlement = (outcome: Outcome, i: number) => ({
    ...{
      rowId: String(i),
      campaignId: 1,
      serverUuid: 'a',
      attemptId: null,
      retryCount: 0,
      isOwnFault: false,
      suspicions: 0,
    },
    ...{ outcome, at: new Date(0) },
  });
  outcomeLog(log, [accepted, rejected, unreachable].map(settlement), [{ id: '1', campaignId: 1, status: 'failed' }]);
  const refused = { msg: 'message rejected', rowId: '1', status: 'failed', reply: '550 5.1.1 No such user' };
  expect(lines).toMatchObject([refused]);
});
