import type { Instant } from '../capacity/limit.ts';
import { isOpen, nextClosing, nextOpening, type SendWindow } from '../capacity/send-window.ts';

/** A message whose content is not under way this long before the window closes waits for the next opening. */
const closingMarginMs = 1_000;

/**
 * Whether a message may be handed over now, asked for every message in the moment before its content is written: inside
 * the send window, with a second to spare for the server's reply. Remembers until when its answer holds.
 */
export function handOverGate() {
  let known: { window: SendWindow | null; open: boolean; from: Instant; until: Instant } | null = null;

  return function isOpenAt(window: SendWindow | null, now: Instant): boolean {
    if (!known || known.window !== window || now < known.from || now >= known.until) {
      const open = isOpen(window, now);
      const until = open ? (nextClosing(window, now) ?? Infinity) : nextOpening(window, now);
      known = { window, open, from: now, until };
    }
    return known.open && now < known.until - closingMarginMs;
  };
}
