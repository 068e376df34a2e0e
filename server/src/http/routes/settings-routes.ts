import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { countServerTest } from '../../queue/test-attempts.ts';
import { withLiveLimits } from '../../sending/live-limits.ts';
import { changeSmtpServers, checkNewServers, type SmtpServersChange } from '../../settings/change-smtp-servers.ts';
import { applyDatabaseTimeZone } from '../../settings/database-time-zone.ts';
import { type SettingsChanges, saveSettings } from '../../settings/save-settings.ts';
import { settingsSchema } from '../../settings/settings.ts';
import { loadSettings } from '../../settings/settings-store.ts';
import {
  type SmtpServerChanges,
  smtpServerChangesSchema,
  smtpServerInputSchema,
  smtpServerPartSchema,
  unusedServerKeys,
} from '../../settings/smtp-server.ts';
import { allSmtpServers } from '../../settings/smtp-server-store.ts';
import { smtpServerView } from '../../settings/smtp-server-view.ts';
import { testSmtpServer } from '../../settings/test-smtp-server.ts';
import { withoutDefaults } from '../../settings/without-defaults.ts';
import { dataOf, done, doneSchema, errorReplies, oneOf, ref } from '../schemas.ts';
import { validated } from '../validation.ts';

const smtpServerSchema = Type.Object(
  { ...smtpServerInputSchema.properties, uuid: Type.String(), has_password: Type.Boolean() },
  { $id: 'SmtpServer' },
);

const testSchema = Type.Object(
  {
    ...smtpServerInputSchema.properties,
    ...unusedServerKeys,
    name: Type.Optional(smtpServerInputSchema.properties.name),
    email: Type.String({ minLength: 3, maxLength: 254, description: 'Who is to get the message' }),
  },
  { additionalProperties: false },
);

const testReportSchema = Type.Object({
  ok: Type.Boolean({ description: 'Whether the server accepted the message' }),
  outcome: oneOf(['accepted', 'deferred', 'rejected', 'unsent', 'uncertain']),
  reason: Type.String({ description: 'The server’s last reply, or what kept the message from it' }),
  conversation: Type.Array(Type.String(), { description: 'Line by line; C: is Sluice, S: the server' }),
});

const uuids = (description: string) => Type.Array(Type.String({ maxLength: 200 }), { maxItems: 1000, description });

const serversChangeSchema = Type.Object(
  {
    save: Type.Optional(
      Type.Array(smtpServerPartSchema, {
        maxItems: 1000,
        description: 'With the uuid of a server what is present of it changes; without one it is new, and comes last',
      }),
    ),
    remove: Type.Optional(uuids('Uuids of servers; one that is gone already is gone')),
    order: Type.Optional(uuids('Uuids of the servers that come first; the others follow in the order they have')),
  },
  { additionalProperties: false },
);

const changesSchema = Type.Object(
  {
    ...withoutDefaults(settingsSchema.properties),
    smtp: Type.Optional(
      Type.Array(smtpServerChangesSchema, {
        maxItems: 1000,
        description: 'All servers, in order; one that exists is known by its uuid or name and keeps what is absent',
      }),
    ),
  },
  { additionalProperties: false },
);

export const settingsRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(smtpServerSchema);
  const queueDeps = withLiveLimits(deps);

  const save = async (changes: SettingsChanges) => {
    await saveSettings(deps, changes);
    if (changes['app.timezone'] !== undefined) await applyDatabaseTimeZone(deps);
    return done;
  };

  app.get('/settings', {
    schema: {
      operationId: 'getSettings',
      tags: ['settings'],
      summary: 'All settings and SMTP servers; passwords are never told',
      response: {
        200: dataOf(Type.Object({ ...settingsSchema.properties, smtp: Type.Array(ref(smtpServerSchema)) })),
        ...errorReplies(403),
      },
    },
    handler: async () => {
      const [settings, servers] = await Promise.all([loadSettings(deps.sql), allSmtpServers(deps.sql)]);
      return { data: { ...settings, smtp: servers.map(smtpServerView) } };
    },
  });

  app.put('/settings', {
    schema: {
      operationId: 'updateSettings',
      tags: ['settings'],
      summary: 'Change the settings that are present; smtp, when present, is the whole set of servers',
      body: changesSchema,
      response: { 200: doneSchema, ...errorReplies(400, 403) },
    },
    handler: async ({ body }) => save(body as SettingsChanges),
  });

  app.put('/settings/:key', {
    schema: {
      operationId: 'updateSetting',
      tags: ['settings'],
      summary: 'Change one setting: the body is its value, or {"value": …}',
      params: Type.Object({ key: Type.String({ maxLength: 200 }) }),
      body: Type.Unknown(),
      response: { 200: doneSchema, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { key }, body }) => {
      if (!Object.hasOwn(changesSchema.properties, key)) {
        throw new AppError('invalid', `${key}: unknown`, { field: key });
      }
      const changes = validated(changesSchema, { [key]: valueIn(body) });
      return save(changes as SettingsChanges);
    },
  });

  app.patch('/settings/smtp', {
    schema: {
      operationId: 'changeSmtpServers',
      tags: ['settings'],
      summary: 'Add, change, remove and order some SMTP servers, all or nothing; the others stay as they are',
      body: serversChangeSchema,
      response: { 200: doneSchema, ...errorReplies(400, 403) },
    },
    handler: async ({ body }) => {
      await changeSmtpServers(deps, body as SmtpServersChange);
      return done;
    },
  });

  app.post('/settings/smtp/check', {
    schema: {
      operationId: 'checkSmtpServers',
      tags: ['settings'],
      summary: 'What keeps each of these SMTP servers from being added, one by one; nothing is changed',
      body: Type.Object(
        { servers: Type.Array(Type.Unknown(), { maxItems: 1000, description: 'As in PATCH, but of any shape' }) },
        { additionalProperties: false },
      ),
      response: {
        200: dataOf(
          Type.Array(Type.Union([Type.Object({ field: Type.String(), message: Type.String() }), Type.Null()]), {
            description: 'For each server the first thing that is wrong with it; null when it can be added',
          }),
        ),
        ...errorReplies(400, 403),
      },
    },
    handler: async ({ body: { servers } }) => {
      const errors = await checkNewServers(deps, servers.map(serverOrError));
      return {
        data: errors.map((error) => error && { field: String(error.details.field ?? ''), message: error.message }),
      };
    },
  });

  app.post('/settings/smtp/test', {
    config: { rateLimit: { max: 30, timeWindow: 60_000 } },
    schema: {
      operationId: 'testSmtpServer',
      tags: ['settings'],
      summary: 'Send a message through an SMTP server, saved or not, and report the conversation',
      description: 'Limits do not hold it back, but those of the saved server with this host and port count it.',
      body: testSchema,
      response: { 200: dataOf(testReportSchema), ...errorReplies(400, 403, 429) },
    },
    handler: async ({ body: { email, ...server } }) => {
      const test = await testSmtpServer(deps, { ...server, name: server.name ?? 'test' }, email);
      const { ok, outcome, conversation, serverUuid } = test;
      if (serverUuid !== null) await countServerTest(queueDeps, { ...test, serverUuid });
      const reason = 'reason' in outcome ? outcome.reason : `${outcome.reply.code} ${outcome.reply.text}`;
      return { data: { ok, outcome: outcome.kind, reason, conversation } };
    },
  });
};

function serverOrError(given: unknown): SmtpServerChanges | AppError {
  try {
    return validated(smtpServerChangesSchema, given) as SmtpServerChanges;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function valueIn(body: unknown): unknown {
  const isWrapped = typeof body === 'object' && body !== null && Object.keys(body).join() === 'value';
  return isWrapped ? (body as { value: unknown }).value : body;
}
