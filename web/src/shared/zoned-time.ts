/** Wall-clock time as `<input type="datetime-local">` has it: `2026-11-24T08:30`. */
export type LocalTime = string;

const minuteMs = 60_000;

/** What the clocks of a zone show at an instant, to the minute. @param at RFC 3339. */
export function localOf(at: string, timeZone: string): LocalTime {
  return localAt(new Date(at).getTime(), timeZone);
}

/**
 * The instant at which the clocks of a zone show this, as RFC 3339; the first if that is twice. What they skip when summer
 * time begins is as much later as they skip. `null` if it is no time.
 */
export function instantOf(local: LocalTime, timeZone: string): string | null {
  const asUtcMs = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtcMs)) return null;
  const offsets = [-1, 1].map((days) => offsetMs(asUtcMs + days * 86_400_000, timeZone));
  const candidates = offsets.map((offset) => asUtcMs - offset).toSorted((a, b) => a - b);
  const exact = candidates.find((ms) => localAt(ms, timeZone) === localAt(asUtcMs, 'UTC'));
  return new Date(exact ?? candidates.at(-1)!).toISOString();
}

/** By how much the zone's clocks are ahead of UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  return Date.parse(`${localAt(atMs, timeZone)}Z`) - Math.floor(atMs / minuteMs) * minuteMs;
}

function localAt(atMs: number, timeZone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  }).formatToParts(new Date(atMs));
  const of = (type: string) => parts.find((part) => part.type === type)!.value;
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}
