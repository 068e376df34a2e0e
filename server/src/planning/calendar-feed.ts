import ical, { ICalEventTransparency } from 'ical-generator';
import type { CapacityDay } from './capacity-calendar.ts';
import type { NamedCalendar } from './get-capacity-calendar.ts';

/** How often calendar programs are asked to look again, in seconds. */
const refreshSeconds = 3600;

/**
 * The calendar as iCalendar (RFC 5545): an all-day event a day, and an event when a campaign is expected to be done. An event
 * keeps its UID from one time to the next, so that programs replace it.
 */
export function calendarFeed(calendar: NamedCalendar): string {
  const { days, campaigns, now, condition, rootUrl } = calendar;
  const { host } = new URL(rootUrl);
  const feed = ical({
    prodId: { company: 'Sluice', product: 'Capacity calendar', language: 'EN' },
    name: 'Sending capacity',
    ttl: refreshSeconds,
  });
  const common = {
    stamp: new Date(now),
    transparency: ICalEventTransparency.TRANSPARENT,
    ...(condition && { description: `If ${condition}.` }),
  };
  for (const day of days) {
    // Without a time zone of its own the library writes the date of an instant in UTC.
    const start = new Date(`${day.day}T00:00:00Z`);
    feed.createEvent({ ...common, id: `day-${day.day}@${host}`, allDay: true, start, summary: dayWords(day) });
  }
  for (const { id, name, finishAt } of campaigns) {
    if (finishAt === null) continue;
    feed.createEvent({
      ...common,
      id: `campaign-${id}@${host}`,
      start: new Date(finishAt),
      summary: `${withoutControls(name)}: the last email leaves`,
      url: `${rootUrl}/admin/campaigns/${id}`,
    });
  }
  return feed.toString();
}

/** "12,000 of 30,000 reserved, 18,000 free"; with what was used, if something was. */
function dayWords({ limit, used, reserved, free }: CapacityDay): string {
  const spoken = [...(used > 0 ? [`${number(used)} used`] : []), `${number(reserved)} reserved`];
  if (limit === null || free === null) return `${spoken.join(', ')}, no limit`;
  if (limit === 0) return 'Nothing can be sent';
  const [first, ...rest] = spoken;
  return [first!.replace(' ', ` of ${number(limit)} `), ...rest, `${number(free)} free`].join(', ');
}

/** iCalendar has no way to write control characters (RFC 5545, section 3.3.11). */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function number(count: number): string {
  return count.toLocaleString('en');
}
