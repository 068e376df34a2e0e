/** Formats in the reader's language; instants in the time zone of the setting app.timezone. */
export interface Format {
  number(value: number): string;
  /** Of a whole, as in `12.5 %`; of nothing, nothing. */
  percent(part: number, whole: number): string;
  /** With the date unless it is today's. @param at RFC 3339, as the API answers. */
  dateTime(at: string): string;
  date(at: string): string;
  /** A calendar day, which is the same everywhere. @param day `YYYY-MM-DD`. */
  day(day: string): string;
  /** Two units at most, the largest first: `2 days 4 hr`, `5 min 3 sec`. @param ms 0 or more. */
  duration(ms: number): string;
  timeZone: string;
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** @param locale Of the browser, unless given. */
export function formatIn(timeZone: string, locale?: string, now: () => Date = () => new Date()): Format {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' });
  const calendarDay = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'medium' });
  const both = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'medium' });
  const list = new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' });
  const unitFormat = (unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' });

  return {
    timeZone,
    number: (value) => number.format(value),
    percent: (part, whole) => percent.format(whole > 0 ? part / whole : 0),
    date: (at) => day.format(new Date(at)),
    day: (date) => calendarDay.format(new Date(date)), // which is read as UTC
    dateTime(at) {
      const instant = new Date(at);
      return (day.format(instant) === day.format(now()) ? time : both).format(instant);
    },
    duration(ms) {
      const parts: string[] = [];
      let rest = Math.round(ms / 1000) * 1000;
      const first = units.findIndex(([, unitMs]) => rest >= unitMs);
      for (const [unit, unitMs] of units.slice(first === -1 ? units.length - 1 : first).slice(0, 2)) {
        const count = Math.floor(rest / unitMs);
        rest -= count * unitMs;
        if (count > 0 || parts.length === 0) parts.push(unitFormat(unit).format(count));
      }
      return list.format(parts);
    },
  };
}
