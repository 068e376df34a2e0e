/** The days of the week in the reader's language, from Monday on. */
export function weekdayNames(weekday: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat(undefined, { weekday, timeZone: 'UTC' });
  // The first of January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day)));
}
