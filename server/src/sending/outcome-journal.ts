import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { errorLine } from '../errors.ts';
import type { Logger } from '../log.ts';
import { handOverLine, type JournalOutcome, type JournalOwner, outcomeLine, ownerLine } from './journal-text.ts';

/**
 * What this worker knows and the database does not yet: which messages it is handing over, and what servers answered.
 * Whoever comes after it, if it is killed, reads that from its file. docs/decisions/outcome-journal.md tells why.
 */
export interface OutcomeJournal {
  /** Notes that a message's content is about to be written; `false`, and it must not be, if that can't be noted. */
  handingOver(attemptId: string): boolean;
  outcome(attemptId: string, known: JournalOutcome): void;
  /** The attempt's outcome is in the database. */
  settled(attemptId: string): void;
  /** Whether messages may be handed over: not after a line that could not be written. */
  isUsable(): boolean;
  /** Tries again after a failure: the disk may have room again. */
  mend(): void;
  /** Closes it; and removes it, if all its outcomes are in the database. */
  close(): void;
}

/** From this size on a journal is written anew, with what is not settled yet. */
const largestBytes = 1024 * 1024;

const draftSuffix = '.new';

/** For a worker whose folder can't be written: a crash then leaves uncertain what was not settled. */
export const noJournal: OutcomeJournal = {
  handingOver: () => true,
  outcome: () => {},
  settled: () => {},
  isUsable: () => true,
  mend: () => {},
  close: () => {},
};

/** The file of a worker's journal. */
export const journalFile = (folder: string, workerId: string) => join(folder, `${workerId}.journal`);

/** Removes a journal, and what a process left that was killed while it wrote it anew. Never throws. */
export function removeJournal(path: string): void {
  for (const file of [path, `${path}${draftSuffix}`]) {
    try {
      rmSync(file, { force: true });
    } catch {
      // In a folder that can't be written there is none.
    }
  }
}

/**
 * A journal in a file of its own in `folder`, which is made if need be. What is written survives the process, not the machine:
 * of a hand-over before the call returns, of an outcome with the next hand-over, or at the end of this turn of the event loop.
 */
export function outcomeJournal(folder: string, owner: JournalOwner, log: Logger): OutcomeJournal {
  const path = journalFile(folder, owner.workerId);
  /** The lines of attempts that are not settled. */
  const lines = new Map<string, string>();
  let file: number;
  let bytes = 0;
  /** Outcomes of this turn of the event loop that are not written yet. */
  let unwritten = '';
  /** Past it the journal is written anew: the larger, the more there is to keep. */
  let fullBytes = largestBytes;
  let isBroken = false;
  let isClosed = false;

  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    file = openSync(path, 'ax', 0o600);
    put(ownerLine(owner));
  } catch (error) {
    removeJournal(path); // what an empty one does not tell would seem never to have happened
    log.warn({ reason: errorLine(error) }, 'no journal of outcomes: a crash will leave more emails uncertain');
    return noJournal;
  }

  function put(line: string): void {
    const length = Buffer.byteLength(line);
    const written = writeSync(file, line);
    bytes += written;
    if (written < length) throw new Error('the disk is full');
  }

  function keep(attemptId: string, line: string): void {
    lines.set(attemptId, (lines.get(attemptId) ?? '') + line);
  }

  /** @param line What is to be written after all that is not written yet. */
  function flush(line = ''): boolean {
    if (isBroken) return false;
    const text = unwritten + line;
    unwritten = '';
    if (text === '') return true;
    try {
      put(text);
      if (bytes > fullBytes) rewrite();
      return true;
    } catch (error) {
      isBroken = true;
      log.error({ reason: errorLine(error) }, 'the journal of outcomes cannot be written, sending waits until it can');
      return false;
    }
  }

  /** Beside it and then in its place: whoever reads finds one of the two, whole. */
  function rewrite(): void {
    const draft = `${path}${draftSuffix}`;
    const next = openSync(draft, 'w', 0o600);
    const old = file;
    file = next;
    bytes = 0;
    try {
      put(ownerLine(owner) + [...lines.values()].join(''));
      renameSync(draft, path);
    } catch (error) {
      file = old;
      closeSync(next);
      throw error;
    }
    closeSync(old);
    fullBytes = largestBytes + 2 * bytes;
  }

  return {
    handingOver(attemptId) {
      if (isClosed) return false;
      const line = handOverLine(attemptId);
      keep(attemptId, line);
      return flush(line);
    },
    outcome(attemptId, known) {
      if (isClosed) return;
      const line = outcomeLine(attemptId, known);
      keep(attemptId, line);
      if (isBroken) return;
      if (unwritten === '') queueMicrotask(() => flush());
      unwritten += line;
    },
    settled: (attemptId) => void lines.delete(attemptId),
    isUsable: () => !isBroken,
    mend() {
      if (!isBroken || isClosed) return;
      try {
        rewrite();
        isBroken = false;
        log.info('the journal of outcomes can be written again');
      } catch {
        // Told when it broke.
      }
    },
    close() {
      if (isClosed) return;
      flush();
      isClosed = true;
      closeSync(file);
      if (lines.size === 0) removeJournal(path);
    },
  };
}
