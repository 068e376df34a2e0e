import { pino } from 'pino';
import { expect, test } from 'vitest';
import { logLines } from './log-lines.ts';

const all = { atLeast: 'debug', search: '', limit: 100 } as const;

test('keeps the latest lines, the newest first, with what they say', () => {
  const lines = logLines({ most: 3 });
  const log = pino({ level: 'trace', base: null }, lines);
  expect(lines.find(all)).toEqual([]);
  log.info({ campaignId: 7 }, 'campaign finished');
  for (const name of ['one', 'two', 'three']) log.debug({ name }, 'said');
  expect(lines.lastId()).toBe(4);
  expect(lines.find(all).map(({ id, fields }) => [id, fields])).toEqual([
    [4, { name: 'three' }],
    [3, { name: 'two' }],
    [2, { name: 'one' }],
  ]);
});

test('finds by level and by part of the message or of a field', () => {
  const lines = logLines();
  const log = pino({ level: 'trace', base: null }, lines);
  log.fatal('cannot go on');
  log.error({ err: new Error('it broke') }, 'failed');
  log.warn({ reply: '421 4.7.0 Slow down' }, 'message deferred');
  log.info('request answered');
  const found = (wanted: Partial<Parameters<typeof lines.find>[0]>) =>
    lines.find({ ...all, ...wanted }).map(({ level, message }) => `${level} ${message}`);
  expect(found({ atLeast: 'warn' })).toEqual(['warn message deferred', 'error failed', 'error cannot go on']);
  expect(found({ search: 'SLOW' })).toEqual(['warn message deferred']);
  expect(found({ search: 'it broke' })).toEqual(['error failed']);
  expect(found({ search: 'answered', atLeast: 'warn' })).toEqual([]);
  expect(found({ limit: 1 })).toEqual(['info request answered']);
});
