import type { Capacity } from '../capacity/capacity.ts';
import type { Instant } from '../capacity/limit.ts';
import type { Pace, Release } from '../capacity/pacing.ts';
import type { SendWindow } from '../capacity/send-window.ts';
import type { RetryPolicy } from '../queue/retry-policy.ts';

/** All that decides when mail leaves from `now` on, as far as it can be known: what a plan is computed from. */
export interface PlanWorld {
  readonly now: Instant;
  /** IANA name; of days, hours and all that is told in words. */
  readonly timeZone: string;
  /** At `now`, with nothing in flight: see `settled`. Only the servers that may send. */
  readonly capacity: Capacity;
  /**
   * Messages a second that a server's connections take, by uuid; for servers that are not among them only limits count.
   * Above 0.
   */
  readonly speeds: ReadonlyMap<string, number>;
  readonly campaigns: readonly PlannedCampaign[];
  readonly retry: RetryPolicy;
  /** Whether campaigns of one priority go by age, or share by their weights. */
  readonly sharing: 'oldest' | 'fair';
}

/** A campaign with rows that wait, or will. */
export interface PlannedCampaign {
  readonly id: number;
  readonly name: string;
  /** The uuid of the only server that may take it, or `null` for any. */
  readonly serverUuid: string | null;
  /** It names its server: see capacity/direct.ts. */
  readonly isDirect: boolean;
  /** Its own send window within the account's, or by itself if it is direct; `null`: always. */
  readonly window: SendWindow | null;
  /** Of its priority: rows of a higher one leave first. */
  readonly rank: number;
  /** 1 or more. */
  readonly weight: number;
  readonly rows: readonly PlannedRows[];
  /** The share of attempts that servers defer; 0 or more, below 1. */
  readonly deferredShare: number;
  /** If it is spread evenly, in its `window`; `null`: as fast as limits allow. */
  readonly pace: Pace | null;
  /** What it released last, if it is spread and has. */
  readonly latest: Release | null;
}

/** Rows of one campaign that are, or fall, due at one instant. */
export interface PlannedRows {
  /** When they are due; of two kinds with the same priority the one that was due first leaves first. */
  readonly dueAt: Instant;
  readonly count: number;
  /** Attempts that counted so far. */
  readonly attempts: number;
}
