/** A time by which something is to happen, put off again and again. */
export interface Deadline {
  /** From now on it is in so many milliseconds; Infinity for never. Cheap: the timer is not touched for it. */
  in(ms: number): void;
  end(): void;
}

/** @param onPassed Called when a deadline has passed; then there is none. */
export function deadline(onPassed: () => void): Deadline {
  let at = Number.POSITIVE_INFINITY;
  let timer: { handle: NodeJS.Timeout; firesAt: number } | null = null;

  function wait(ms: number): void {
    timer = { handle: setTimeout(look, ms), firesAt: performance.now() + ms };
  }

  function look(): void {
    timer = null;
    if (at === Number.POSITIVE_INFINITY) return;
    const left = at - performance.now();
    if (left > 0) wait(left);
    else {
      at = Number.POSITIVE_INFINITY;
      onPassed();
    }
  }

  function end(): void {
    at = Number.POSITIVE_INFINITY;
    if (timer) clearTimeout(timer.handle);
    timer = null;
  }

  return {
    in(ms) {
      at = performance.now() + ms;
      if (timer && timer.firesAt > at) {
        clearTimeout(timer.handle);
        timer = null;
      }
      if (!timer && ms !== Number.POSITIVE_INFINITY) wait(ms);
    },
    end,
  };
}
