import { Command, InvalidArgumentError } from 'commander';
import { capacityCalendarView } from '../http/routes/calendar-routes.ts';
import { getCapacityCalendar, type NamedCalendar } from '../planning/get-capacity-calendar.ts';
import { withSystem } from './with-system.ts';

export const calendarCommand = () =>
  new Command('calendar')
    .description('tell what the SMTP servers can take on the next days: used, reserved by campaigns, free')
    .option('--days <count>', 'how many, today first: 1 to 60', daysFrom, 14)
    .option('--json', 'the calendar as the API answers it, with each server')
    .action(({ days, json }: { days: number; json?: true }) =>
      withSystem({ share: true }, async (deps) => {
        const calendar = await getCapacityCalendar(deps, days);
        console.log(json ? JSON.stringify(capacityCalendarView(calendar), null, 2) : textOf(calendar));
      }),
    );

/** A line a day. */
function textOf({ days, condition }: NamedCalendar): string {
  const rows = days.map(({ day, used, reserved, free, limit }) =>
    row(day, String(used), String(reserved), String(free ?? 'no limit'), String(limit ?? 'no limit')),
  );
  return [...(condition ? [`If ${condition}:`] : []), row('day', 'used', 'reserved', 'free', 'limit'), ...rows].join(
    '\n',
  );
}

function row(day: string, ...cells: string[]): string {
  return [day.padEnd(10), ...cells.map((cell) => cell.padStart(10))].join(' ');
}

function daysFrom(text: string): number {
  const days = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > 60) throw new InvalidArgumentError('expected a number of days from 1 to 60');
  return days;
}
