import type { BounceAction, BounceActions } from '../settings/settings.ts';

/** `hard`: there is no such address. `soft`: it can't be mailed now. `complaint`: its owner called the message spam. */
export const bounceTypes = ['hard', 'soft', 'complaint'] as const;
export type BounceType = (typeof bounceTypes)[number];

/** One message that an address did not take, or did not want. */
export interface Bounce {
  id: number;
  type: BounceType;
  /** Who told of it: `smtp`, or what a webhook calls itself. */
  source: string;
  meta: Record<string, unknown>;
  createdAt: Date;
  email: string;
  subscriberUuid: string;
  subscriberId: number;
  subscriberStatus: string;
  campaignUuid: string | null;
  /** `null` if none was named, or it has been deleted. */
  campaign: { id: number; name: string } | null;
}

/** From the mildest to the one that undoes all others. */
const severity: readonly BounceAction[] = ['none', 'unsubscribe', 'blocklist', 'delete'];

/**
 * What is to happen to a subscriber with so many bounces of each type: of the actions whose count is reached, the one that
 * goes furthest.
 *
 * @param fresh The types of the bounces that were not acted upon yet: the others have had their effect.
 */
export function actionFor(
  actions: BounceActions,
  counts: ReadonlyMap<BounceType, number>,
  fresh: ReadonlySet<BounceType>,
): BounceAction {
  const reached = [...fresh].filter((type) => (counts.get(type) ?? 0) >= actions[type].count);
  return severity[Math.max(0, ...reached.map((type) => severity.indexOf(actions[type].action)))]!;
}
