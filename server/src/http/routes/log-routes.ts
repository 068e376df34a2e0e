import { hostname } from 'node:os';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type, { type Static } from 'typebox';
import { type LogLine, logLevels } from '../../log-lines.ts';
import { findWorkers } from '../../queue/worker-lease.ts';
import { processIdentity } from '../../sending/process-identity.ts';
import type { HttpDeps } from '../http-deps.ts';
import { dataOf, errorReplies, instant, oneOf } from '../schemas.ts';

const lineSchema = Type.Object(
  {
    id: Type.Integer({ description: 'Counts the lines of this process' }),
    at: instant,
    level: oneOf(logLevels),
    message: Type.String(),
    fields: Type.Record(Type.String(), Type.Unknown(), { description: 'Whatever else the line says' }),
  },
  { $id: 'LogLine' },
);

const lineView = (line: LogLine): Static<typeof lineSchema> => ({ ...line });

export const logRoutes: FastifyPluginAsyncTypebox<HttpDeps> = async (app, { sql, lines }) => {
  app.addSchema(lineSchema);

  app.get('/logs', {
    schema: {
      operationId: 'getLogs',
      tags: ['system'],
      summary: 'The latest 1,000 lines of this process’s log as text, the oldest first',
      response: { 200: dataOf(Type.Array(Type.String())), ...errorReplies(403) },
    },
    handler: async () => ({
      data: lines.find({ atLeast: 'debug', search: '', limit: 1_000 }).toReversed().map(textOf),
    }),
  });

  app.get('/logs/lines', {
    schema: {
      operationId: 'getLogLines',
      tags: ['system'],
      summary: 'The latest lines of the log of the process that answers, the newest first',
      description:
        'Kept in memory: they begin when the process does, and other processes have their own. Those that send beside this one are named in `elsewhere`.',
      querystring: Type.Object({
        level: oneOf(logLevels, { default: 'debug' }),
        search: Type.String({ maxLength: 200, default: '', description: 'Part of the message or of its fields' }),
        limit: Type.Integer({ minimum: 1, maximum: 5000, default: 200 }),
      }),
      response: {
        200: dataOf(
          Type.Object({
            lines: Type.Array(Type.Unsafe<Static<typeof lineSchema>>({ $ref: 'LogLine#' })),
            process: Type.Object({
              host: Type.String(),
              pid: Type.Integer(),
              since: instant,
              kept: Type.Integer({ description: 'The latest so many lines are kept' }),
              sends: Type.Boolean({ description: 'It sends too; false: it only answers HTTP' }),
            }),
            elsewhere: Type.Array(Type.Object({ host: Type.String(), pid: Type.Integer() })),
          }),
        ),
        ...errorReplies(400, 403),
      },
    },
    handler: async ({ query: { level, search, limit } }) => {
      const own = processIdentity(process.pid);
      const workers = await findWorkers(sql);
      const others = workers.filter(({ host, pid }) => host !== own || pid !== process.pid);
      return {
        data: {
          lines: lines.find({ atLeast: level, search, limit }).map(lineView),
          process: {
            ...{ host: hostname(), pid: process.pid, since: lines.since, kept: lines.most },
            sends: others.length < workers.length,
          },
          elsewhere: others.map(({ host, pid }) => ({ host: host.split(' ')[0]!, pid })),
        },
      };
    },
  });
};

function textOf({ at, level, message, fields }: LogLine): string {
  const rest = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : '';
  return `${at.toISOString()} ${level} ${message}${rest}`;
}
