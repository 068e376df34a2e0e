import type { Instant } from '../capacity/limit.ts';
import type { SendWindow } from '../capacity/send-window.ts';
import type { Lane } from './plan-lane.ts';
import type { Moment } from './run-state.ts';

/** What left in one stretch of time, and what the stretch ended with. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  /** Those of the campaigns' windows that are open; each is, or is not, in all of it. */
  readonly open: ReadonlySet<SendWindow | null>;
  readonly accountWindow: SendWindow | null;
  /** Messages accepted, by campaign id and by server uuid. */
  readonly sent: ReadonlyMap<number, ReadonlyMap<string, number>>;
  /** When all that could go at its beginning had gone. */
  readonly begun: Moment;
  /** In its last moment. */
  readonly ended: Moment;
  readonly lanes: readonly Lane[];
}
