import type { Verdict } from './judge.ts';
import type { LimitVerdict } from './judge-limits.ts';
import type { Utilisation } from './saturation.ts';

/** One line for a round, when it is over. */
export function roundLine({ round, accepted, uncertain, broken, durationMs }: Verdict): string {
  const ok = broken.length === 0 ? 'kept every promise' : `BROKE ${broken.length}`;
  const seconds = (durationMs / 1000).toFixed(1).padStart(5);
  return `round ${String(round).padStart(4)} ${seconds} s ${String(accepted).padStart(4)} accepted, ${uncertain.length} uncertain: ${ok}`;
}

/** All rounds together, as lines. */
export function reportLines(verdicts: readonly Verdict[], utilisation: readonly Utilisation[]): string[] {
  const many = (key: { [Key in keyof Verdict]: Verdict[Key] extends string[] ? Key : never }[keyof Verdict]) =>
    verdicts.reduce((total, verdict) => total + verdict[key].length, 0);
  const sum = (key: 'accepted' | 'eligible') => verdicts.reduce((total, verdict) => total + verdict[key], 0);
  const kills = verdicts.map(({ kills }) => kills);
  const line = (name: string, value: string | number) => `${name.padEnd(24)} ${value}`;
  const pauses = verdicts.flatMap(({ pauseLateMs }) => pauseLateMs).toSorted((a, b) => a - b);
  return [
    line('rounds', verdicts.length),
    line('to be mailed', sum('eligible')),
    line('accepted', sum('accepted')),
    line('lost', many('lost')),
    line('duplicates', many('duplicates')),
    line('strangers', many('strangers')),
    line('contradictions', many('contradictions')),
    line('uncertain', `${many('uncertain')}, ${many('unexplained')} of them without a reason`),
    line('uncertain by kills', killsText(kills)),
    line('sent after leaving', many('afterLeaving')),
    line('sent after a pause', `${many('afterPause')}; the last within ${pauses.at(-1) ?? 0} ms`),
    line('outside the window', many('outsideWindow')),
    line('by disabled servers', many('throughDisabled')),
    ...limitLines(verdicts.flatMap(({ limits }) => limits)).map(([name, text]) => line(name, text)),
    ...utilisation.map(({ name, used }) => line('utilisation', `${(used * 100).toFixed(2)} % of ${name}`)),
    line('disorder', many('disorder')),
  ];
}

function killsText(kills: readonly Verdict['kills'][]): string {
  const uncertain = kills.reduce((sum, one) => sum + one.uncertain, 0);
  const connections = kills.reduce((sum, one) => sum + one.connections, 0);
  const ratios = kills.map((one) => (one.uncertain === 0 ? 0 : one.uncertain / one.connections));
  return `${uncertain}, of ${connections} open connections; in the worst round ${Math.max(0, ...ratios).toFixed(2)} of them`;
}

function limitLines(limits: readonly LimitVerdict[]): [string, string][] {
  return (['server', 'daily', 'account'] as const).map((kind) => {
    const own = limits.filter((limit) => limit.kind === kind);
    const worst = own.reduce<LimitVerdict | null>(
      (a, b) => (a === null || b.most / b.max > a.most / a.max ? b : a),
      null,
    );
    const text = worst
      ? `${(worst.most / worst.max).toFixed(3)} of ${own.length}: ${worst.most} at ${worst.name}`
      : 'none';
    return [`fullest limit, ${kind}`, text];
  });
}
