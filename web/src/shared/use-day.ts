import { useFormat } from './use-format.ts';
import { instantOf } from './zoned-time.ts';

/** How to write a calendar day of `app.timezone`, such as `2026-11-24`. */
export function useDay(): (day: string) => string {
  const format = useFormat();
  return (day) => {
    const noon = instantOf(`${day}T12:00`, format.timeZone);
    return noon === null ? day : format.date(noon);
  };
}
