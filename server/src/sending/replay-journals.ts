import { readdir, readFile, stat } from 'node:fs/promises';
import { finishCampaigns } from '../campaigns/finish-campaigns.ts';
import { isDatabaseAway } from '../db/database-away.ts';
import type { Deps } from '../deps.ts';
import { errorLine } from '../errors.ts';
import { settleLate } from '../queue/late-outcomes.ts';
import type { QueueDeps } from '../queue/limits-transaction.ts';
import { settleRecollected } from '../queue/recollect.ts';
import type { TransitionPolicy } from '../queue/row-transition.ts';
import { type Journal, parseJournal } from './journal-text.ts';
import { journalFile, removeJournal } from './outcome-journal.ts';
import { isGone } from './process-identity.ts';

/** Not even with thousands of connections does a journal grow so large: it is something else. */
const largestBytes = 256 * 1024 * 1024;
/** So long after its last line nothing more comes to the journal of a worker that is not known any more. */
const quietMs = 15 * 60_000;

const fileName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.journal$/;

interface Replay {
  /** Workers with a lease, whose processes may live: their journals are theirs. */
  alive: readonly string[];
  /** Workers with a lease, whose processes are no more. Those of other journals have been swept. */
  gone: readonly string[];
  policy: TransitionPolicy;
  random: () => number;
}

/**
 * Settles what the journals in `folder` tell of workers that are no more, and removes those that have told everything. It
 * comes before the sweep, which knows nothing: what a journal tells does not become uncertain.
 *
 * A worker that others have swept meanwhile may have left uncertain rows behind, of which its journal knows more. The
 * journal of a process that may live is left alone, as long as its lease is.
 */
export function journalReplayer(deps: Deps & QueueDeps, folder: string): (replay: Replay) => Promise<void> {
  const { log } = deps;
  const warned = new Set<string>();

  return async function replayJournals({ alive, gone, ...options }) {
    for (const id of await journalIds()) {
      if (alive.includes(id)) continue;
      try {
        await replay(id, { ...options, isSwept: !gone.includes(id) });
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        warn(id, errorLine(error));
      }
    }
  };

  async function replay(
    workerId: string,
    options: Pick<Replay, 'policy' | 'random'> & { isSwept: boolean },
  ): Promise<void> {
    const path = journalFile(folder, workerId);
    const { size, mtimeMs } = await stat(path);
    const journal = size > largestBytes ? null : parseJournal(await readFile(path, 'utf8'));
    if (journal?.owner.workerId !== workerId) return warn(workerId, 'it is no journal of this worker');
    if (journal.strange > 0) warn(workerId, `${journal.strange} lines could not be understood`);

    const known = [...journal.outcomes].map(([attemptId, { outcome, at }]) => ({ attemptId, outcome, at }));
    const rows = options.isSwept
      ? await settleLate(deps, { workerId, ...options }, known)
      : (await settleRecollected(deps, { workerId, ...options }, recollection(journal, deps.clock.now()))).rows;
    if (rows.length > 0) {
      log.warn({ workerId, rows: rows.length }, 'settled what a stopped worker had noted in its journal');
      await finishCampaigns(deps, [...new Set(rows.map(({ campaignId }) => campaignId))]);
    }
    const isOver = isGone(journal.owner) || Date.now() - mtimeMs > quietMs;
    if (options.isSwept && isOver) removeJournal(path);
  }

  async function journalIds(): Promise<string[]> {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') warn(folder, errorLine(error));
      return [];
    });
    return names.flatMap((name) => fileName.exec(name)?.[1] ?? []);
  }

  /** Once for each: what can't be read now can't be read a few seconds later either. */
  function warn(about: string, reason: string): void {
    if (!warned.has(about)) log.warn({ about, reason }, 'a journal of outcomes could not be read in full');
    warned.add(about);
  }
}

/**
 * What a journal of this boot tells, whose process is no more. An attempt that it does not name never got to its content:
 * the line comes first. (The server may have seen its MAIL FROM.)
 */
function recollection(journal: Journal, now: Date) {
  return (attemptId: string) => {
    const known = journal.outcomes.get(attemptId);
    if (known) return known;
    if (journal.handedOver.has(attemptId) || journal.strange > 0) return null;
    const reason = 'the worker stopped before the content was written';
    return { outcome: { kind: 'unsent', reason, fault: null, seen: true } as const, at: now };
  };
}
