import type { HealthState } from '../smtp/health.ts';

/** A change of a server's health, or of how long it is parked. */
export interface HealthChange {
  serverUuid: string;
  at: Date;
  from: HealthState;
  to: HealthState;
  /** The end of a park. */
  until: Date | null;
  /** What the server answered, in full, or why else the health changed. */
  reply: string | null;
  /** Whose message met the fault. */
  campaignId: number | null;
  /** The user who asked for it; `null` where an outcome, or new settings, made the change. */
  changedBy: string | null;
}

/**
 * One entry of a server's log. That a park is over and the server is being probed is a matter of time, not an event: the entry
 * after it begins with `probing`.
 */
export interface ServerEvent extends HealthChange {
  id: string;
}
