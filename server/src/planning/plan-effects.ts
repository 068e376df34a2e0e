import type { Instant } from '../capacity/limit.ts';
import type { Deps } from '../deps.ts';
import type { SupposedChanges } from '../settings/changed-configuration.ts';
import { loadOpen } from './load-known.ts';
import { capacityPerDay, type Finish, finishesOf } from './plan.ts';
import { changed } from './plan-campaign.ts';
import { dateWords, lengthWords, neverWords } from './plan-sentence.ts';
import type { PlanWorld } from './plan-world.ts';
import { worldOf } from './world-of.ts';

/** What a change does to one campaign. */
export interface Effect {
  readonly id: number;
  readonly name: string;
  /** When it is done as things are, and as they would be; `null`: never. */
  readonly before: Instant | null;
  readonly after: Instant | null;
  readonly sentence: string;
}

export interface Effects {
  readonly now: Instant;
  /** Of the times in the sentences. */
  readonly timeZone: string;
  /** Of every campaign that is running or scheduled. */
  readonly effects: readonly Effect[];
}

/** Less than the sentences tell. */
const sameMs = 60_000;

/**
 * What settings and servers that are not saved would do to the campaigns under way.
 *
 * @throws {AppError} `invalid`, naming the field.
 */
export async function planEffects(deps: Deps, changes: SupposedChanges): Promise<Effects> {
  const known = await loadOpen(deps);
  const supposed = worldOf(await changed(deps, known, changes));
  const before = finishesOf(worldOf(known));
  const after = finishesOf(supposed);
  return {
    now: supposed.now,
    timeZone: supposed.timeZone,
    effects: before.map(({ id, name, at }, i) => ({
      ...{ id, name, before: at, after: after[i]!.at },
      sentence: sentenceOf(at, after[i]!, supposed),
    })),
  };
}

function sentenceOf(before: Instant | null, { name, at, never }: Finish, world: PlanWorld): string {
  const subject = `“${name}”`;
  if (never) return `${subject} would ${neverWords(never, never === 'horizon' ? capacityPerDay(world) : null)}.`;
  const words = (instant: Instant) => dateWords(instant, world.now, world.timeZone);
  if (before === null) return `${subject} would be done at ${words(at!)}; as things are it never is.`;
  const laterMs = at! - before;
  if (Math.abs(laterMs) < sameMs) return `${subject}: the finish stays at ${words(before)}.`;
  const by = `${lengthWords(Math.abs(laterMs))} ${laterMs < 0 ? 'sooner' : 'later'}`;
  return `${subject}: the finish moves from ${words(before)} to ${words(at!)}, ${by}.`;
}
