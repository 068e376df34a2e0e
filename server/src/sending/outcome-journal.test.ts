import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { test as base, expect } from 'vitest';
import { accepted } from '../../../test/queue-world.ts';
import { parseJournal } from './journal-text.ts';
import { journalFile, outcomeJournal } from './outcome-journal.ts';

const log = pino({ level: 'silent' });
const owner = { workerId: '00000000-0000-4000-8000-000000000001', host: 'mail 1', pid: 7 };
const known = { outcome: accepted, at: new Date('2026-03-04T12:00:00Z') };

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixtures' names from it
  folder: async ({}, use) => {
    const parent = mkdtempSync(join(tmpdir(), 'sluice-journal-'));
    await use(join(parent, 'outcomes'));
    rmSync(parent, { recursive: true });
  },
});

const contentOf = (folder: string) => parseJournal(readFileSync(journalFile(folder, owner.workerId), 'utf8'))!;

test('a hand-over is in the file when the call returns, with all outcomes before it; nobody else may read it', ({
  folder,
}) => {
  const journal = outcomeJournal(folder, owner, log);
  expect(contentOf(folder).owner).toEqual(owner);
  expect(journal.handingOver('1')).toBe(true);
  expect(contentOf(folder).handedOver).toEqual(new Set(['1']));
  journal.outcome('1', known);
  expect(journal.handingOver('2')).toBe(true);
  expect(contentOf(folder)).toMatchObject({ handedOver: new Set(['1', '2']), outcomes: new Map([['1', known]]) });
  expect(statSync(journalFile(folder, owner.workerId)).mode & 0o077).toBe(0);
  journal.close();
});

test('an outcome is in the file at the end of this turn, or when it is closed', async ({ folder }) => {
  const journal = outcomeJournal(folder, owner, log);
  journal.outcome('1', known);
  journal.outcome('2', known);
  await Promise.resolve();
  expect([...contentOf(folder).outcomes.keys()]).toEqual(['1', '2']);
  journal.outcome('3', known);
  journal.close();
  await Promise.resolve();
  expect([...contentOf(folder).outcomes.keys()]).toEqual(['1', '2', '3']);
});

test('goes when it is closed, unless something of it is not settled', ({ folder }) => {
  for (const isSettled of [true, false]) {
    const journal = outcomeJournal(folder, owner, log);
    journal.handingOver('1');
    if (isSettled) journal.settled('1');
    journal.close();
    journal.close();
    expect(journal.handingOver('2')).toBe(false);
    expect(readdirSync(folder)).toHaveLength(isSettled ? 0 : 1);
  }
});

test('stays small, and keeps what is not settled', ({ folder }) => {
  const journal = outcomeJournal(folder, owner, log);
  journal.handingOver('1');
  for (let id = 2; id < 40_000; id++) {
    journal.handingOver(String(id));
    journal.outcome(String(id), known);
    if (id % 1_000 !== 0) journal.settled(String(id));
  }
  expect(statSync(journalFile(folder, owner.workerId)).size).toBeLessThan(1_300_000);
  const { handedOver, outcomes } = contentOf(folder);
  expect(handedOver.has('1')).toBe(true);
  for (let id = 1_000; id < 40_000; id += 1_000) expect(outcomes.has(String(id))).toBe(true);
  expect(outcomes.size).toBeLessThan(20_000);
  journal.close();
});

test('what cannot be noted is not handed over, until it can again; nothing is forgotten', async ({ folder }) => {
  const path = journalFile(folder, owner.workerId);
  const journal = outcomeJournal(folder, owner, log);
  journal.handingOver('1');
  // The next time that it is written anew, there is no room.
  symlinkSync('/dev/full', `${path}.new`);
  for (let id = 2; journal.isUsable(); id++) {
    journal.outcome(String(id), known);
    await Promise.resolve();
  }
  expect(journal.handingOver('3')).toBe(false);
  journal.mend();
  expect(journal.isUsable()).toBe(false);

  unlinkSync(`${path}.new`);
  journal.mend();
  expect(journal.isUsable()).toBe(true);
  expect(journal.handingOver('4')).toBe(true);
  expect(contentOf(folder).handedOver).toEqual(new Set(['1', '3', '4']));
  expect(contentOf(folder).outcomes.has('2')).toBe(true);
  journal.close();
});

test('without a folder that can be written there is none, and mail goes out all the same', ({ folder }) => {
  writeFileSync(folder, 'a file');
  const journal = outcomeJournal(folder, owner, log);
  expect(journal.handingOver('1')).toBe(true);
  expect(journal.isUsable()).toBe(true);
  journal.close();
  expect(readFileSync(folder, 'utf8')).toBe('a file');
});
