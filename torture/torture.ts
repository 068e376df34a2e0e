import { openArena } from './arena.ts';
import { judge, type Verdict } from './judge.ts';
import { type Plan, planRound } from './plan.ts';
import { playRound } from './play-round.ts';
import type { RoundRecord } from './round-record.ts';
import { saturationPlan, type Utilisation, utilisationIn } from './saturation.ts';

export interface TortureOptions {
  rounds: readonly number[];
  workers: number;
  seed: number;
  /** How long a queue is kept full at the end, to see how much of what the limits allow is used; 0 leaves that out. */
  saturationSeconds: number;
  /** Called after each round. */
  onRound(verdict: Verdict, record: RoundRecord): void;
  tell(line: string): void;
  /** Ends it after the round that is under way. */
  signal: AbortSignal;
}

export interface Torture {
  verdicts: Verdict[];
  utilisation: Utilisation[];
}

/** Plays these rounds one after another on one Sluice, and judges each by the ledgers of the receiving servers. */
export async function torture(options: TortureOptions): Promise<Torture> {
  const { rounds, workers, seed, saturationSeconds, onRound, tell, signal } = options;
  const verdicts: Verdict[] = [];
  const arena = await openArena({ workers });

  async function play(plan: Plan): Promise<RoundRecord> {
    const record = await playRound(arena, plan);
    const verdict = judge(record, arena.recent());
    arena.remember(record.receipts);
    verdicts.push(verdict);
    onRound(verdict, record);
    return record;
  }

  let isOver = false;
  try {
    for (const round of rounds) {
      if (signal.aborted) break;
      await play(planRound(seed, round, { workers }));
    }
    const isSaturated = saturationSeconds > 0 && !signal.aborted;
    const utilisation = isSaturated ? utilisationIn(await play(saturationPlan(saturationSeconds))) : [];
    isOver = true;
    return { verdicts, utilisation };
  } finally {
    const keep = !isOver || verdicts.some(({ broken }) => broken.length > 0);
    await arena.stop({ keep });
    if (keep) tell(`Sluice's log is in ${arena.logFile}`);
  }
}
