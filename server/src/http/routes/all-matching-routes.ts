import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type, { type Static } from 'typebox';
import type { Deps } from '../../deps.ts';
import { invalid } from '../../errors.ts';
import { blocklistAll, changeSubscriptionsOfAll, removeAll } from '../../subscribers/all-matching.ts';
import type { SubscriberFilter } from '../../subscribers/subscriber-store.ts';
import { errorReplies } from '../schemas.ts';
import {
  subscriberFilter,
  subscriberFilterQuery,
  subscriptionChange,
  subscriptionsDescription,
} from './subscriber-schemas.ts';

const { list_id, ...filter } = subscriberFilterQuery;
const filterBody = {
  ...filter,
  list_ids: list_id,
  all: Type.Optional(Type.Boolean({ description: 'Needed when nothing else says who is meant' })),
};
const filterSchema = Type.Object(filterBody);

const countedReply = {
  200: Type.Object({
    data: Type.Literal(true),
    count: Type.Integer({ description: 'How many subscribers it was done to' }),
  }),
  ...errorReplies(400, 403),
};
const counted = (count: number) => ({ data: true, count }) as const;

/** What is done to all subscribers that a filter lets through, however many those are. */
export const allMatchingRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.post('/subscribers/query/delete', {
    schema: {
      operationId: 'deleteMatchingSubscribers',
      tags: ['subscribers'],
      summary: 'Delete all subscribers that match',
      body: filterSchema,
      response: countedReply,
    },
    handler: async ({ body }) => counted(await removeAll(deps, filterOf(body))),
  });

  app.put('/subscribers/query/blocklist', {
    schema: {
      operationId: 'blocklistMatchingSubscribers',
      tags: ['subscribers'],
      summary: 'Blocklist all subscribers that match, and end all their subscriptions',
      body: filterSchema,
      response: countedReply,
    },
    handler: async ({ body }) => counted(await blocklistAll(deps, filterOf(body))),
  });

  app.put('/subscribers/query/lists', {
    schema: {
      operationId: 'changeMatchingSubscriptions',
      tags: ['subscribers'],
      summary: 'Put all subscribers that match on lists, take them off, confirm them, or mark them as having left',
      description: subscriptionsDescription,
      body: Type.Object({ ...filterBody, ...subscriptionChange }),
      response: countedReply,
    },
    handler: async ({ body: { action, target_list_ids: listIds, status, ...body } }) =>
      counted(await changeSubscriptionsOfAll(deps, filterOf(body), { action, listIds, status })),
  });
};

/** @throws {AppError} `invalid` if it lets everybody through without `all`: an empty filter is more often a mistake. */
function filterOf({ all, list_ids, ...rest }: Static<typeof filterSchema>): SubscriberFilter {
  const given = subscriberFilter({ ...rest, ...(list_ids ? { list_id: list_ids } : {}) });
  const isEmpty = !given.search && !given.listIds?.length && !given.subscriptionStatus && !given.status;
  if (isEmpty && !all) throw invalid('all', 'expected true, or a filter');
  return given;
}
