import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { parseDocument } from 'yaml';
import { campaignPriorities } from '../server/src/campaigns/campaign.ts';
import { type Pacing, pacings } from '../server/src/capacity/pacing.ts';
import { invalid } from '../server/src/errors.ts';
import { validated } from '../server/src/http/validation.ts';
import { parseDuration } from '../server/src/settings/duration.ts';
import { sendWindowsSchema } from '../server/src/settings/send-windows.ts';
import { type SettingsDocument, settingsFrom, settingsSchema } from '../server/src/settings/settings.ts';
import { checkSmtpServer, type SmtpServerInput, smtpServerInputSchema } from '../server/src/settings/smtp-server.ts';
import { withoutDefaults } from '../server/src/settings/without-defaults.ts';

const localTime = (description: string) =>
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?$', description });

const faultKinds = ['down', 'throttles', 'defers'] as const;

const faultSchema = Type.Object(
  {
    kind: Type.Unsafe<(typeof faultKinds)[number]>({
      type: 'string',
      enum: [...faultKinds],
      description: 'down: refuses connections; throttles: answers 421; defers: answers 451 to every message',
    }),
    from: localTime('When it begins'),
    to: localTime('When it is over; exclusive'),
  },
  { additionalProperties: false },
);

const { name, host, port, ...server } = smtpServerInputSchema.properties;

const serverSchema = Type.Object(
  {
    ...withoutDefaults(server),
    name,
    host: Type.Optional(host),
    port: Type.Optional(port),
    count: Type.Integer({ minimum: 1, maximum: 1000, default: 1, description: 'So many of it' }),
    latency: Type.String({ default: '0s', description: 'How long it takes over a message' }),
    quota: Type.Integer({
      minimum: 0,
      default: 0,
      description: 'It takes so many a day and then says so; 0: any number',
    }),
    deferred_share: Type.Number({ minimum: 0, maximum: 1, default: 0, description: 'Of messages that it answers 451' }),
    rejected_share: Type.Number({ minimum: 0, maximum: 1, default: 0, description: 'Of messages that it answers 550' }),
    faults: Type.Array(faultSchema, { default: [], maxItems: 100 }),
  },
  { additionalProperties: false },
);

const campaignSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    recipients: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
    start: Type.Optional(localTime('Unless given, with the world')),
    messenger: Type.String({ default: 'automatic', description: 'automatic, or the name of a server' }),
    priority: Type.Unsafe<(typeof campaignPriorities)[number]>({
      type: 'string',
      enum: [...campaignPriorities],
      default: 'normal',
    }),
    weight: Type.Integer({ minimum: 1, maximum: 100, default: 1 }),
    send_windows: sendWindowsSchema('Of its own', { default: [] }),
    pacing: Type.Unsafe<Pacing>({ type: 'string', enum: [...pacings], default: 'fast' }),
    deadline: Type.Optional(localTime('By when it is to be done; with pacing even')),
  },
  { additionalProperties: false },
);

/** A world to simulate, as it is written in YAML. */
const worldSchema = Type.Object(
  {
    name: Type.String({ default: 'A world', maxLength: 200 }),
    start: localTime('When it begins, in app.timezone'),
    days: Type.Integer({ minimum: 1, maximum: 366, default: 60, description: 'It ends after so many, done or not' }),
    seed: Type.Integer({ minimum: 0, default: 1, description: 'That chance is drawn from' }),
    settings: Type.Object(withoutDefaults(settingsSchema.properties), { additionalProperties: false, default: {} }),
    servers: Type.Array(serverSchema, { minItems: 1, maxItems: 1000 }),
    campaigns: Type.Array(campaignSchema, { minItems: 1, maxItems: 100 }),
  },
  { additionalProperties: false },
);

type Written = Static<typeof worldSchema>;
export type WorldServer = Written['servers'][number] & SmtpServerInput;

export interface World extends Omit<Written, 'settings' | 'servers'> {
  settings: Partial<SettingsDocument>;
  servers: WorldServer[];
}

/** Of worlds that name none. */
const defaultTimeZone = 'UTC';

export function timeZoneOf({ settings }: World): string {
  return settings['app.timezone'] ?? defaultTimeZone;
}

/** The instant of a time of the world's clocks. @throws {AppError} `invalid`, naming `field`. */
export function instantOf(world: World, local: string, field: string): Date {
  try {
    const at = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZoneOf(world));
    return new Date(at.epochMilliseconds);
  } catch {
    throw invalid(field, `there is no ${local} in ${timeZoneOf(world)}`);
  }
}

/**
 * A world from its YAML.
 *
 * @throws {AppError} `invalid`: what is wrong, with the line or the name of the field.
 */
export function parseWorld(text: string): World {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw invalid('world', `is no YAML: ${error.message.split('\n')[0]}`);
  const written = validated(worldSchema, document.toJS());
  const servers = written.servers.map((one) => completed(one));
  const world: World = { ...written, settings: written.settings as Partial<SettingsDocument>, servers };
  settingsFrom(
    Value.Default(settingsSchema, { ...world.settings, 'app.timezone': timeZoneOf(world) }) as SettingsDocument,
  );
  const start = instantOf(world, world.start, 'start');
  for (const [i, server] of world.servers.entries()) {
    checkServer(server, `servers[${i}].`);
    const { latency, faults } = server;
    parseDuration(latency, `servers[${i}].latency`, { from: '0s', to: '1h' });
    for (const [n, { from, to }] of faults.entries()) {
      const field = `servers[${i}].faults[${n}]`;
      const begin = instantOf(world, from, `${field}.from`);
      if (instantOf(world, to, `${field}.to`) <= begin) throw invalid(`${field}.to`, 'is not after from');
    }
  }
  for (const [i, { start: own, deadline }] of world.campaigns.entries()) {
    if (deadline !== undefined) instantOf(world, deadline, `campaigns[${i}].deadline`);
    if (own !== undefined && instantOf(world, own, `campaigns[${i}].start`) < start) {
      throw invalid(`campaigns[${i}].start`, 'is before the world begins');
    }
  }
  return world;
}

/** Where none of its connections leads to. */
const nowhere = { host: 'simulated.example.com', port: 25 };

function completed(server: Written['servers'][number]): WorldServer {
  return { ...server, ...inputOf({ ...nowhere, ...server }) };
}

/** What the settings say of a server: its limits and connections. */
export function inputOf(server: object): SmtpServerInput {
  const known = Object.entries(server).filter(([key]) => key in smtpServerInputSchema.properties);
  return Value.Default(smtpServerInputSchema, Object.fromEntries(known)) as SmtpServerInput;
}

function checkServer(server: WorldServer, prefix: string): void {
  checkSmtpServer(inputOf(server), prefix);
}
