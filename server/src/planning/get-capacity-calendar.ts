import type { Deps } from '../deps.ts';
import { type CapacityCalendar, capacityCalendar } from './capacity-calendar.ts';
import { loadOpen } from './load-known.ts';
import { worldOf } from './world-of.ts';

/** A calendar with what people read of it. */
export interface NamedCalendar extends CapacityCalendar {
  /** Of an enabled server, by its uuid. */
  nameOf(serverUuid: string): string;
  /** What has to happen first: `the queue is resumed now`; `null` if nothing has to. */
  condition: string | null;
  /** Where this Sluice is, without a slash at the end. */
  rootUrl: string;
}

/**
 * What each enabled server can take on the next days, the present one first, and how much of it the campaigns that run or are
 * scheduled will use.
 *
 * @param days 1 or more.
 */
export async function getCapacityCalendar(deps: Deps, days: number): Promise<NamedCalendar> {
  const known = await loadOpen(deps);
  const { configuration, usage } = known;
  const names = new Map(configuration.servers.map(({ uuid, name }) => [uuid, name]));
  const usedToday = new Map(
    [...names.keys()].map((uuid) => [uuid, (usage.sentToday.get(uuid) ?? 0) + (usage.inFlight.get(uuid) ?? 0)]),
  );
  return {
    ...capacityCalendar(worldOf(known), { usedToday, days }),
    nameOf: (uuid) => names.get(uuid)!,
    condition: configuration.settings.queuePaused ? 'the queue is resumed now' : null,
    rootUrl: configuration.settings.rootUrl,
  };
}
