import Type, { type Static } from 'typebox';
import type { CampaignPlan, Supposed } from '../../planning/plan-campaign.ts';
import type { Hold } from '../../planning/plan-hold.ts';
import { settingsSchema } from '../../settings/settings.ts';
import { smtpServerInputSchema } from '../../settings/smtp-server.ts';
import { withoutDefaults } from '../../settings/without-defaults.ts';
import { instant, instantOrNull, oneOf } from '../schemas.ts';

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description });

const holds = [
  ...[
    'send window',
    'campaign window',
    'pace',
    'daily limit',
    'sliding window',
    'account minute',
    'account hour',
    'account day',
  ],
  ...['set aside', 'speed', 'other campaigns', 'schedule', 'retry'],
] as Hold['by'][];

const holdSchema = Type.Object({
  by: oneOf(holds),
  servers: Type.Array(Type.String(), { description: 'Names of the servers of which it is true; empty: of all' }),
});

export const planSchema = Type.Object(
  {
    computed_at: instant,
    timezone: Type.String({ description: 'Of the days, and of the times in the sentence' }),
    finish_at: instantOrNull,
    never: orNull(oneOf(['no server', 'window never opens', 'horizon']), 'Why it never ends; null if it does'),
    sentence: Type.String({ description: 'The plan in words' }),
    condition: orNull(Type.String(), 'What has to happen first: “it is started now”; null if nothing has to'),
    remaining: Type.Integer({ description: 'Messages that are left to send' }),
    sending_days: Type.Integer({ description: 'Calendar days on which something leaves' }),
    capacity_per_day: orNull(Type.Integer(), 'What all servers can take on a whole day; null: no limit'),
    days: Type.Array(
      Type.Object({
        day: Type.String({ format: 'date' }),
        sent: Type.Integer(),
        servers: Type.Array(Type.Object({ uuid: Type.String(), name: Type.String(), sent: Type.Integer() })),
      }),
    ),
    stretches: Type.Array(Type.Object({ from: instant, to: instant, sent: Type.Integer(), hold: orNull(holdSchema) }), {
      description: 'Hour by hour, and day by day from the 16th on: what leaves, and what holds the rest back',
    }),
    competing: Type.Array(
      Type.Object({ id: Type.Integer(), name: Type.String(), remaining: Type.Integer(), finish_at: instantOrNull }),
      {
        description: 'Campaigns that want the same servers; finish_at is null if that is a week later than this one’s',
      },
    ),
    advice: orNull(
      Type.Object({
        finish_by: instant,
        in_time: Type.Boolean(),
        servers: orNull(
          Type.Object({ count: Type.Integer(), daily_limit: Type.Integer({ description: '0 is no limit' }) }),
          'So many more servers would do; null if they are not needed or would not help',
        ),
        window_end: orNull(Type.String(), 'HH:MM: a send window until then would do; null likewise'),
        sentence: Type.String(),
      }),
      'What it takes to be done by finish_by; null unless that was asked',
    ),
  },
  { $id: 'Plan' },
);

export function planView({ plan, sentence, condition, names, advice }: CampaignPlan): Static<typeof planSchema> {
  const { timeZone, never, remaining, days, stretches, competing } = plan;
  const nameOf = (uuid: string) => names.get(uuid) ?? uuid;
  const orNothing = (at: number | null) => (at === null ? null : new Date(at));
  return {
    computed_at: new Date(plan.now),
    timezone: timeZone,
    finish_at: orNothing(plan.finishAt),
    ...{ never, sentence, condition, remaining },
    sending_days: days.length,
    capacity_per_day: plan.capacityPerDay,
    days: days.map(({ day, sent, servers }) => ({
      ...{ day, sent },
      servers: servers.map((server) => ({ ...server, name: nameOf(server.uuid) })),
    })),
    stretches: stretches.map(({ from, to, sent, hold }) => ({
      ...{ from: new Date(from), to: new Date(to), sent },
      hold: hold && { by: hold.by, servers: hold.servers.map(nameOf) },
    })),
    competing: competing.map(({ finishAt, ...campaign }) => ({ ...campaign, finish_at: orNothing(finishAt) })),
    advice: advice && {
      finish_by: new Date(advice.finishBy),
      in_time: advice.isInTime,
      servers: advice.servers && { count: advice.servers.count, daily_limit: advice.servers.dailyLimit },
      window_end: advice.windowEnd,
      sentence: advice.sentence,
    },
  };
}

const { uuid: _uuid, name, ...serverFields } = smtpServerInputSchema.properties;

/** What may be supposed to be otherwise. */
export const supposedSchema = Type.Object(
  {
    settings: Type.Optional(
      Type.Object(withoutDefaults(settingsSchema.properties), {
        additionalProperties: false,
        description: 'Settings as they would be; what is absent stays',
      }),
    ),
    servers: Type.Optional(
      Type.Array(
        Type.Object(
          {
            ...withoutDefaults(serverFields),
            name,
            remove: Type.Optional(Type.Boolean({ description: 'It is taken away' })),
            count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'So many of a new one' })),
          },
          { additionalProperties: false },
        ),
        { maxItems: 1000, description: 'Servers as they would be, by name, or new ones; those that are absent stay' },
      ),
    ),
    send_at: Type.Optional(Type.String({ format: 'date-time', description: 'When it starts, or goes on' })),
    finish_by: Type.Optional(
      Type.String({ format: 'date-time', description: 'Asks what it takes to be done by then' }),
    ),
  },
  { additionalProperties: false },
);

export function supposedOf({ settings, servers, send_at, finish_by }: Static<typeof supposedSchema>): Supposed {
  return {
    ...(settings && { settings: settings as NonNullable<Supposed['settings']> }),
    ...(servers && { servers: servers as NonNullable<Supposed['servers']> }),
    ...(send_at && { sendAt: new Date(send_at) }),
    ...(finish_by && { finishBy: new Date(finish_by) }),
  };
}
