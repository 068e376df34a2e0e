import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type, { type Static } from 'typebox';
import type { Deps } from '../../deps.ts';
import { calendarFeed } from '../../planning/calendar-feed.ts';
import type { DayCounts } from '../../planning/capacity-calendar.ts';
import { getCapacityCalendar, type NamedCalendar } from '../../planning/get-capacity-calendar.ts';
import { dataOf, errorReplies, instant, instantOrNull, ref } from '../schemas.ts';

const integerOrNull = (description: string) => Type.Union([Type.Integer(), Type.Null()], { description });

const counts = {
  limit: integerOrNull('What can leave on that day in all; null: no limit. It is used, reserved and free together'),
  used: Type.Integer({ description: 'Sent so far, and in flight; 0 but for today' }),
  reserved: Type.Integer({ description: 'What campaigns that run or are scheduled will send' }),
  free: integerOrNull('null: no limit'),
};

const capacityCalendarSchema = Type.Object(
  {
    computed_at: instant,
    timezone: Type.String({ description: 'Of the days' }),
    condition: Type.Union([Type.String(), Type.Null()], {
      description: 'What has to happen first: “the queue is resumed now”; null if nothing has to',
    }),
    days: Type.Array(
      Type.Object({
        day: Type.String({ format: 'date' }),
        ...counts,
        servers: Type.Array(Type.Object({ uuid: Type.String(), name: Type.String(), ...counts }), {
          description: 'Each enabled server by itself: limits of the account count in the numbers of the day only',
        }),
      }),
    ),
    campaigns: Type.Array(
      Type.Object({
        id: Type.Integer(),
        name: Type.String(),
        reserved: Type.Integer({ description: 'On all these days' }),
        finish_at: Type.Unsafe<Date | null>({ ...instantOrNull, description: 'null: not on these days' }),
      }),
    ),
  },
  { $id: 'CapacityCalendar' },
);

const countsView = ({ limit, used, reserved, free }: DayCounts) => ({ limit, used, reserved, free });

export const capacityCalendarView = (calendar: NamedCalendar): Static<typeof capacityCalendarSchema> => ({
  computed_at: new Date(calendar.now),
  timezone: calendar.timeZone,
  condition: calendar.condition,
  days: calendar.days.map(({ day, servers, ...total }) => ({
    day,
    ...countsView(total),
    servers: servers.map(({ uuid, ...own }) => ({ uuid, name: calendar.nameOf(uuid), ...countsView(own) })),
  })),
  campaigns: calendar.campaigns.map(({ finishAt, ...campaign }) => ({
    ...campaign,
    finish_at: finishAt === null ? null : new Date(finishAt),
  })),
});

const querystring = Type.Object({ days: Type.Integer({ minimum: 1, maximum: 60, default: 14 }) });

export const calendarRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(capacityCalendarSchema);

  app.get('/capacity/calendar', {
    schema: {
      operationId: 'getCapacityCalendar',
      tags: ['queue'],
      summary: 'What each SMTP server can take on the next days, and how much of it is used, reserved and free',
      description:
        'Computed anew at each request: the plan of all campaigns that run or are scheduled, day by day, today first.',
      querystring,
      response: { 200: dataOf(ref(capacityCalendarSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ query: { days } }) => ({ data: capacityCalendarView(await getCapacityCalendar(deps, days)) }),
  });

  app.get('/capacity/calendar.ics', {
    config: { asksForPassword: true },
    schema: {
      operationId: 'getCapacityCalendarFeed',
      tags: ['queue'],
      summary: 'The same for calendar programs: an event a day, and one when a campaign is expected to be done',
      description: 'iCalendar, RFC 5545. Programs subscribe to it with the name and token of an API user.',
      querystring,
      response: {
        200: { content: { 'text/calendar': { schema: Type.String() } } },
        ...errorReplies(400, 401, 403),
      },
    },
    handler: async ({ query: { days } }, reply) =>
      reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'attachment; filename="sluice-capacity.ics"')
        .send(calendarFeed(await getCapacityCalendar(deps, days))),
  });
};
