/**
 * Instants or booleans for an array parameter: `${textArray(dates)}::timestamptz[]`. As they are, the driver would take the
 * type of the first for that of the whole array.
 */
export function textArray(values: readonly (Date | boolean | null)[]): (string | null)[] {
  return values.map((value) => (value instanceof Date ? value.toISOString() : (value?.toString() ?? null)));
}
