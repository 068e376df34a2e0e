import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type, { type Static } from 'typebox';
import type { AccountMeter } from '../../capacity/capacity.ts';
import type { Deps } from '../../deps.ts';
import { getThroughput } from '../../queue/get-throughput.ts';
import { presentCapacity } from '../../queue/present-capacity.ts';
import type { Pace } from '../../queue/throughput.ts';
import { type TotalCapacity, totalCapacity } from '../../queue/total-capacity.ts';
import { dataOf, errorReplies, instant, oneOf, ref } from '../schemas.ts';

const accountLimits = ['account minute', 'account hour', 'account day'] as const satisfies AccountMeter['name'][];

const totalCapacitySchema = Type.Object(
  {
    daily_limit: Type.Integer({ description: '0 is no limit: a server has none, and the account has none either' }),
    daily_used: Type.Integer({ description: 'Accepted in the day of each server’s limit, and in flight' }),
    daily_remaining: Type.Union([Type.Integer(), Type.Null()], { description: 'null without a limit' }),
    servers: Type.Integer({ description: 'Enabled servers, which are those that count here' }),
    account: Type.Array(
      Type.Object({ name: oneOf(accountLimits), max: Type.Integer(), used: Type.Integer(), remaining: Type.Integer() }),
      { description: 'The limits of all servers together that are in force' },
    ),
  },
  { $id: 'TotalCapacity' },
);

const totalCapacityView = (total: TotalCapacity): Static<typeof totalCapacitySchema> => ({
  daily_limit: total.dailyLimit,
  daily_used: total.dailyUsed,
  daily_remaining: total.dailyRemaining,
  servers: total.servers,
  account: total.account,
});

const pace = {
  rate_per_minute: Type.Number({ description: 'Over the present minute and the one before it' }),
  last_hour: Type.Integer(),
  last_day: Type.Integer(),
  minutes: Type.Array(Type.Integer(), { description: 'Of each of the last 60 minutes, the present one last' }),
};

const throughputSchema = Type.Object(
  {
    ...pace,
    since: { ...instant, description: 'When the first of the 60 minutes began' },
    servers: Type.Array(Type.Object({ uuid: Type.String(), ...pace }), {
      description: 'Those that accepted something in the last day; a server that has been deleted since, too',
    }),
  },
  { $id: 'Throughput' },
);

const paceView = ({ ratePerMinute, lastHour, lastDay, minutes }: Pace) => ({
  ...{ rate_per_minute: ratePerMinute, last_hour: lastHour, last_day: lastDay, minutes },
});

export const capacityRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(totalCapacitySchema);
  app.addSchema(throughputSchema);

  app.get('/queue/capacity', {
    schema: {
      operationId: 'getTotalCapacity',
      tags: ['queue'],
      summary: 'What all SMTP servers together have sent today, and may still send',
      response: { 200: dataOf(ref(totalCapacitySchema)), ...errorReplies(403) },
    },
    handler: async () => ({ data: totalCapacityView(totalCapacity(await presentCapacity(deps))) }),
  });

  app.get('/queue/throughput', {
    schema: {
      operationId: 'getThroughput',
      tags: ['queue'],
      summary: 'How many emails servers accepted in the last minute, hour and day, in all and by server',
      response: { 200: dataOf(ref(throughputSchema)), ...errorReplies(403) },
    },
    handler: async () => {
      const { since, servers, ...all } = await getThroughput(deps);
      return {
        data: {
          ...paceView(all),
          since,
          servers: servers.map(({ serverUuid: uuid, ...own }) => ({ uuid, ...paceView(own) })),
        },
      };
    },
  });
};
