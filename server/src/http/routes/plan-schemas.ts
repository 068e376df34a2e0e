import Type, { type Static } from 'typebox';
import type { UnsavedCampaign } from '../../planning/load-known.ts';
import type { CampaignPlan, Supposed } from '../../planning/plan-campaign.ts';
import type { Effects } from '../../planning/plan-effects.ts';
import type { Hold } from '../../planning/plan-hold.ts';
import { settingsSchema } from '../../settings/settings.ts';
import { smtpServerInputSchema } from '../../settings/smtp-server.ts';
import { withoutDefaults } from '../../settings/without-defaults.ts';
import { idSchema, instant, instantOrNull, oneOf } from '../schemas.ts';
import { campaignBodySchema, campaignContent } from './campaign-schemas.ts';

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
    never: orNull(
      oneOf(['no server', 'window never opens', 'starts later', 'horizon', 'too many steps']),
      'Why it never ends, or why that can’t be told; null if it does',
    ),
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
  return {
    computed_at: new Date(plan.now),
    timezone: timeZone,
    finish_at: dateOrNull(plan.finishAt),
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
    competing: competing.map(({ finishAt, ...campaign }) => ({ ...campaign, finish_at: dateOrNull(finishAt) })),
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

const { finish_by: _finishBy, send_at: _sendAt, ...changes } = supposedSchema.properties;

/** What may be supposed to be otherwise for all campaigns. */
export const changesSchema = Type.Object(changes, { additionalProperties: false });

const {
  name: campaignName,
  type,
  lists,
  messenger,
  priority,
  weight,
  send_at,
  send_windows,
  pacing,
  deadline,
} = campaignBodySchema.properties;

/** A campaign as it is not saved, and what is supposed beside it. */
export const unsavedSchema = Type.Object(
  {
    ...changes,
    finish_by: supposedSchema.properties.finish_by,
    campaign: Type.Object(
      {
        id: Type.Optional({
          ...idSchema,
          description: 'Of the one that is edited: what is not given is as it is stored',
        }),
        ...{ name: campaignName, type, lists, messenger, priority, weight, send_at, send_windows, pacing, deadline },
      },
      {
        additionalProperties: false,
        description: 'What of it decides when it leaves, as POST /api/campaigns takes it',
      },
    ),
  },
  { additionalProperties: false },
);

export function unsavedOf({ campaign: { id, ...given } }: Static<typeof unsavedSchema>): UnsavedCampaign {
  return { id: id ?? null, given: campaignContent(given) };
}

export const effectsSchema = Type.Object(
  {
    computed_at: instant,
    timezone: Type.String({ description: 'Of the times in the sentences' }),
    effects: Type.Array(
      Type.Object({
        id: Type.Integer(),
        name: Type.String(),
        before: instantOrNull,
        after: instantOrNull,
        sentence: Type.String({ description: 'The effect in words' }),
      }),
      { description: 'When each running or scheduled campaign is done as things are, and would be; null: never' },
    ),
  },
  { $id: 'Effects' },
);

export function effectsView({ now, timeZone, effects }: Effects): Static<typeof effectsSchema> {
  return {
    computed_at: new Date(now),
    timezone: timeZone,
    effects: effects.map(({ before, after, ...effect }) => ({
      ...effect,
      before: dateOrNull(before),
      after: dateOrNull(after),
    })),
  };
}

function dateOrNull(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

export function supposedOf({
  settings,
  servers,
  send_at,
  finish_by,
}: Partial<Static<typeof supposedSchema>>): Supposed {
  return {
    ...(settings && { settings: settings as NonNullable<Supposed['settings']> }),
    ...(servers && { servers: servers as NonNullable<Supposed['servers']> }),
    ...(send_at && { sendAt: new Date(send_at) }),
    ...(finish_by && { finishBy: new Date(finish_by) }),
  };
}
