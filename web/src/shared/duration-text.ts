const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

/** The milliseconds of a duration as the API writes it, such as `1h30m`; null if it is none. */
export function durationMs(text: string): number | null {
  const parts = /^(?=\d)(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$/.exec(
    text.trim(),
  );
  if (!parts) return null;
  const counts = parts.slice(1).map((digits) => Number(digits ?? 0));
  return Object.values(unitMs).reduce((sum, ms, i) => sum + ms * counts[i]!, 0);
}
