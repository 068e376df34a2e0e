/**
 * Values for `${…}::timestamptz[]` and `${…}::boolean[]`. The driver takes an array's type from its first element, and for
 * dates and booleans takes the element's for the array's; texts it leaves to the cast.
 */
export function timestamps(dates: readonly (Date | null)[]): (string | null)[] {
  return dates.map((date) => date?.toISOString() ?? null);
}

/** As {@link timestamps}, for booleans. */
export function booleans(values: readonly boolean[]): string[] {
  return values.map(String);
}
