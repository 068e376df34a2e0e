import { pino } from 'pino';
import { expect, test } from 'vitest';
import { failureLog } from './failure-log.ts';

const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });

function logged(play: (failures: ReturnType<typeof failureLog>) => void): string[] {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line).msg) });
  play(failureLog(log, 'claiming'));
  return lines;
}

test('a database that is away for long is two lines: that it went, and that it came back', () => {
  const lines = logged((failures) => {
    for (let outage = 0; outage < 2; outage++) {
      for (let second = 0; second < 60; second++) failures.failed(away);
      for (let run = 0; run < 3; run++) failures.worked();
    }
  });
  const once = ['the database is away, claiming waits for it', 'the database is back, claiming goes on'];
  expect(lines).toEqual([...once, ...once]);
});

test('what else goes wrong is told each time', () => {
  const lines = logged((failures) => {
    failures.failed(new Error('column does not exist'));
    failures.failed(new Error('column does not exist'));
    failures.worked();
  });
  expect(lines).toEqual(['claiming failed, trying again', 'claiming failed, trying again']);
});
