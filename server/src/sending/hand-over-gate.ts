import type { Instant } from '../capacity/limit.ts';
import { closingMarginMs, isOpen, nextClosing, nextOpening, type SendWindow } from '../capacity/send-window.ts';

/** What is known of a window: whether it is open, and from when to when that holds. */
interface Known {
  open: boolean;
  from: Instant;
  until: Instant;
}

/**
 * Whether a message may be handed over now, asked for every message in the moment before its content is written: inside
 * the window, the account's or a campaign's own, with a second to spare for the server's reply. Remembers of each window
 * until when its answer holds.
 */
export function handOverGate() {
  const known = new WeakMap<SendWindow, Known>();

  return function isOpenAt(window: SendWindow | null, now: Instant): boolean {
    if (!window) return true;
    let state = known.get(window);
    if (!state || now < state.from || now >= state.until) {
      const open = isOpen(window, now);
      const until = (open ? nextClosing(window, now) : nextOpening(window, now)) ?? Infinity;
      state = { open, from: now, until };
      known.set(window, state);
    }
    return state.open && now < state.until - closingMarginMs;
  };
}
