import { expect, test } from 'vitest';
import { accepted, deferred, rejected, uncertain } from '../../../test/queue-world.ts';
import { takenBack } from '../smtp/outcome.ts';
import { handOverLine, outcomeLine, ownerLine, parseJournal } from './journal-text.ts';

const owner = { workerId: '00000000-0000-4000-8000-000000000001', host: 'mail 1', pid: 7 };
const at = new Date('2026-03-04T12:00:00Z');

test('reads what was written', () => {
  const outcomes = [accepted, rejected, deferred, uncertain, takenBack('closing')];
  const text = [
    ownerLine(owner),
    handOverLine('9'),
    ...outcomes.map((outcome, i) => outcomeLine(String(i), { outcome, at })),
  ].join('');
  expect(parseJournal(text)).toEqual({
    owner,
    handedOver: new Set(['9']),
    outcomes: new Map(outcomes.map((outcome, i) => [String(i), { outcome, at }])),
    strange: 0,
  });
});

test('an unfinished last line says nothing, wherever it was cut', () => {
  const text = ownerLine(owner) + handOverLine('1') + outcomeLine('2', { outcome: accepted, at });
  for (let length = ownerLine(owner).length; length < text.length; length++) {
    const journal = parseJournal(text.slice(0, length))!;
    expect(journal.outcomes.size + journal.strange).toBe(0);
  }
});

test.for([
  '{"over":1}',
  '{"over":"1; drop table attempts"}',
  '{"over":"9999999999999999999"}',
  '{"attempt":"1","at":0,"outcome":{"kind":"delivered"}}',
  '{"attempt":"1","at":0,"outcome":{"kind":"accepted"}}',
  '{"attempt":"1","at":0,"outcome":{"kind":"accepted","reply":{"code":"250","enhanced":null,"text":""}}}',
  '{"attempt":"1","at":0,"outcome":{"kind":"uncertain","reason":"a\\u0000b"}}',
  `{"attempt":"1","at":0,"outcome":{"kind":"uncertain","reason":"${'x'.repeat(3_000)}"}}`,
  '{"attempt":"1","at":1e300,"outcome":{"kind":"uncertain","reason":""}}',
  '{"attempt":"1"}',
  'null',
  '[]',
  '\0\0\0\0',
  '',
])('a strange line is counted and says nothing: %s', (line) => {
  expect(parseJournal(`${ownerLine(owner)}${line}\n${handOverLine('5')}`)).toMatchObject({
    handedOver: new Set(['5']),
    outcomes: new Map(),
    strange: 1,
  });
});

test.for(['', '\n', 'hello\n', '{}\n', `${ownerLine(owner).replace('"journal":1', '"journal":2')}`])(
  'is no journal: %o',
  (text) => {
    expect(parseJournal(text)).toBeNull();
  },
);
