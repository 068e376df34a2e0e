import os from 'node:os';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { permissions } from '../../auth/user.ts';
import { automaticMessenger } from '../../campaigns/campaign.ts';
import type { Deps } from '../../deps.ts';
import { loadSettings } from '../../settings/settings-store.ts';
import { enabledServerNames } from '../../settings/smtp-server-store.ts';
import { version } from '../../version.ts';
import { dataOf, errorReplies } from '../schemas.ts';

export const systemRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, { sql }) => {
  app.get('/config', {
    schema: {
      operationId: 'getConfig',
      tags: ['system'],
      summary: 'What a user interface needs to know',
      response: {
        200: dataOf(
          Type.Object({
            site_name: Type.String(),
            root_url: Type.String(),
            from_email: Type.String(),
            timezone: Type.String(),
            messengers: Type.Array(Type.String(), { description: 'automatic, then the enabled SMTP servers' }),
            langs: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
            lang: Type.String(),
            version: Type.String(),
            needs_restart: Type.Boolean({ description: 'Always false: settings take effect as they are saved' }),
            permissions: Type.Array(Type.Object({ group: Type.String(), permissions: Type.Array(Type.String()) })),
          }),
        ),
        ...errorReplies(403),
      },
    },
    handler: async () => {
      const settings = await loadSettings(sql);
      return {
        data: {
          site_name: settings['app.site_name'],
          root_url: settings['app.root_url'],
          from_email: settings['app.from_email'],
          timezone: settings['app.timezone'],
          messengers: [automaticMessenger, ...(await enabledServerNames(sql))],
          langs: [{ code: 'en', name: 'English' }],
          lang: 'en',
          version,
          needs_restart: false,
          permissions,
        },
      };
    },
  });

  app.get('/about', {
    schema: {
      operationId: 'getAbout',
      tags: ['system'],
      summary: 'Version, database and machine; not wrapped in data',
      response: {
        200: Type.Object({
          version: Type.String(),
          runtime: Type.String(),
          database: Type.Object({ version: Type.String(), size_mb: Type.Integer() }),
          host: Type.Object({ os: Type.String(), arch: Type.String() }),
          system: Type.Object({ num_cpu: Type.Integer(), memory_mb: Type.Integer() }),
        }),
        ...errorReplies(403),
      },
    },
    handler: async () => {
      const [database] = await sql<{ version: string; sizeMb: number }[]>`
        select current_setting('server_version') as version,
          (pg_database_size(current_database()) / 1048576)::int as size_mb
      `;
      return {
        version,
        runtime: `Node ${process.version}`,
        database: { version: database!.version, size_mb: database!.sizeMb },
        host: { os: os.type(), arch: os.arch() },
        system: { num_cpu: os.availableParallelism(), memory_mb: Math.round(os.totalmem() / 1_048_576) },
      };
    },
  });
};
