import type { Sql } from '../db/connect.ts';
import { type DueRow, dueRows, type Place, type Wanted } from './claim-store.ts';

/** Where a worker goes on looking for the due rows of each campaign. */
export interface DueHeads {
  /** As `dueRows`, but going on behind what this worker has taken, where looking again from the first row would cost much. */
  find(sql: Sql, campaigns: readonly Wanted[], of: { workerId: string; now: Date }): Promise<DueRow[]>;
  /** Of the rows that were found, these are taken now. */
  took(found: readonly DueRow[], taken: ReadonlySet<string>): void;
}

interface Head {
  taken: number;
  /** All due rows up to here were taken, as far as this worker has seen; `null` before the first. */
  place: Place | null;
  /** Fewer were due than were wanted when the worker last looked from the first row. */
  isShort: boolean;
}

/** A campaign of which a worker has taken fewer is always looked at from its first row. */
const worthIt = 10_000;
/** Looking from the first row again may take up one part in so many of the time. */
const partOfTime = 20;

/**
 * PostgreSQL keeps the index entries of rows that were taken for as long as any transaction is open that is older: a long
 * report or a `pg_dump`. Each look from the first due row goes past all of them, more with every claim. So where that takes
 * long, a worker goes on behind the last row that it took, and looks from the first one again when it finds too few, and now
 * and then: that is when it sees rows that have come back or were moved to the front meanwhile. They wait for at most 20 times
 * as long as such a look takes.
 */
export function dueHeads(monotonicMs = () => performance.now()): DueHeads {
  const heads = new Map<number, Head>();
  let restsUntil = Number.NEGATIVE_INFINITY;

  function headOf(campaignId: number): Head {
    const head = heads.get(campaignId) ?? { taken: 0, place: null, isShort: false };
    heads.set(campaignId, head);
    return head;
  }

  /** Where to go on with a campaign; `null` if from its first row. */
  function placeOf(campaignId: number): Place | null {
    const { taken, place } = headOf(campaignId);
    return taken < worthIt ? null : place;
  }

  return {
    async find(sql, campaigns, of) {
      for (const id of heads.keys()) if (!campaigns.some(({ campaignId }) => campaignId === id)) heads.delete(id);
      const from = monotonicMs();
      if (from < restsUntil) {
        const behind = campaigns.map((campaign) => ({ ...campaign, behind: placeOf(campaign.campaignId) }));
        const found = await dueRows(sql, behind, of);
        const tooFew = shortOf(found, behind).some(({ campaignId, behind }) => behind && !headOf(campaignId).isShort);
        if (!tooFew) return found;
      }
      const found = await dueRows(sql, campaigns, of);
      const short = shortOf(found, campaigns);
      for (const campaign of campaigns) headOf(campaign.campaignId).isShort = short.includes(campaign);
      const to = monotonicMs();
      restsUntil = to + partOfTime * (to - from);
      return found;
    },
    took(found, taken) {
      for (const [campaignId, rows] of Map.groupBy(found, (row) => row.campaignId)) {
        const head = headOf(campaignId);
        const left = rows.findIndex(({ id }) => !taken.has(id));
        head.place = (left === -1 ? rows.at(-1) : rows[left - 1]) ?? head.place;
        head.taken += rows.filter(({ id }) => taken.has(id)).length;
      }
    },
  };
}

/** Those of which fewer rows were found than were wanted. */
function shortOf<One extends Wanted>(found: readonly DueRow[], campaigns: readonly One[]): One[] {
  const byCampaign = Map.groupBy(found, ({ campaignId }) => campaignId);
  return campaigns.filter(({ campaignId, limit }) => (byCampaign.get(campaignId)?.length ?? 0) < limit);
}
