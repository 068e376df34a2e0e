import { openArena } from './arena.ts';
import { judge, type Verdict } from './judge.ts';
import { planRound } from './plan.ts';
import { playRound } from './play-round.ts';
import type { RoundRecord } from './round-record.ts';

export interface TortureOptions {
  rounds: readonly number[];
  workers: number;
  seed: number;
  /** Called after each round. */
  onRound(verdict: Verdict, record: RoundRecord): void;
  tell(line: string): void;
  /** Ends it after the round that is under way. */
  signal: AbortSignal;
}

/** Plays these rounds one after another on one Sluice, and judges each by the ledgers of the receiving servers. */
export async function torture({ rounds, workers, seed, onRound, tell, signal }: TortureOptions): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const arena = await openArena({ workers });
  try {
    for (const round of rounds) {
      if (signal.aborted) break;
      const record = await playRound(arena, planRound(seed, round, { workers }));
      const verdict = judge(record, arena.recent());
      arena.remember(record.receipts);
      verdicts.push(verdict);
      onRound(verdict, record);
    }
    return verdicts;
  } finally {
    const keep = verdicts.length < rounds.length || verdicts.some(({ broken }) => broken.length > 0);
    await arena.stop({ keep });
    if (keep) tell(`Sluice's log is in ${arena.logFile}`);
  }
}
