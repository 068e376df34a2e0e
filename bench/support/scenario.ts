/** A figure of Sluice's beside that of what it is compared with, both of one run. */
export interface Comparison {
  what: string;
  measured: number;
  reference: number;
  /** What the reference is. */
  against: string;
  unit: string;
  /** Measured ÷ reference. */
  ratio: number;
  /** What the ratio is to be; `null` where there is nothing to reach. */
  target: Target | null;
  /** Whether a short run tells enough of it for CI to insist on three quarters of the target. */
  isSteady: boolean;
  /** The ratio that CI insists on instead: where the target is not reached yet, depends on how busy the machine is, or is exact. */
  insist?: number;
}

export type Target = { least: number } | { most: number };

export interface ScenarioResult {
  comparisons: Comparison[];
  /** What it ran on: how many of what. */
  about: string;
  /** What bounds the figures, as measured, a sentence each. */
  bounds?: string[];
  /** A table of figures that are compared with nothing. */
  details?: object;
}

export interface ScenarioOptions {
  /** Small, for CI. */
  quick: boolean;
  /** Given by hand, of what the scenario's first line says; `null` for the usual one. */
  size: number | null;
}

export interface Scenario {
  /** What is measured, in a line. */
  title: string;
  run(options: ScenarioOptions): Promise<ScenarioResult>;
}

export function compare(comparison: Omit<Comparison, 'ratio' | 'isSteady'> & { isSteady?: boolean }): Comparison {
  return { isSteady: false, ...comparison, ratio: comparison.measured / comparison.reference };
}

export function isMet({ ratio, target }: Comparison): boolean {
  if (target === null) return true;
  return 'least' in target ? ratio >= target.least : ratio <= target.most;
}

/** Whether a short run finds it so far from its target that something has been broken. */
export function isRegression({ ratio, target, isSteady, insist }: Comparison): boolean {
  if (target === null || !isSteady) return false;
  return 'least' in target ? ratio < (insist ?? target.least * 0.75) : ratio > (insist ?? target.most / 0.75);
}

export function targetText(target: Target | null): string {
  if (target === null) return '';
  return 'least' in target ? `≥ ${target.least} ×` : `≤ ${target.most} ×`;
}

/** Three digits are as many as a figure is worth. */
export function figure(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
