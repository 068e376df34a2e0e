/**
 * Values for `${…}::text[]::timestamptz[]` and `${…}::text[]::boolean[]`: texts, and so they must be declared. The driver
 * takes the type of a date or boolean for that of the array it is in; and where the database says `boolean[]`, it sends
 * everything but `true` as false.
 */
export function timestamps(dates: readonly (Date | null)[]): (string | null)[] {
  return dates.map((date) => date?.toISOString() ?? null);
}

/** As {@link timestamps}, for booleans. */
export function booleans(values: readonly boolean[]): string[] {
  return values.map(String);
}
