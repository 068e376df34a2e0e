import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { type Blocklisted, findBlocklisted } from '../../bounces/blocklist-store.ts';
import { bounceTypes } from '../../bounces/bounce.ts';
import type { Deps } from '../../deps.ts';
import { blocklisters } from '../../subscribers/subscriber.ts';
import { limitOf, pageOf, pageView, pagingQuery } from '../paging.ts';
import { errorReplies, instant, oneOf, ref } from '../schemas.ts';
import { subscriberFilterQuery } from './subscriber-schemas.ts';

const blocklistedSchema = Type.Object(
  {
    id: Type.Integer(),
    email: Type.String(),
    name: Type.String(),
    blocklisted_at: instant,
    blocklisted_by: Type.Union([oneOf(blocklisters), Type.Null()], { description: 'null if it is not known' }),
    bounce: Type.Union(
      [
        Type.Object({
          type: oneOf(bounceTypes),
          source: Type.String(),
          reply: Type.Union([Type.String(), Type.Null()]),
          created_at: instant,
        }),
        Type.Null(),
      ],
      { description: 'The latest of this subscriber' },
    ),
  },
  { $id: 'Blocklisted' },
);

const blocklistedView = ({ blocklistedAt, blocklistedBy, bounce, ...person }: Blocklisted) => ({
  ...person,
  blocklisted_at: blocklistedAt,
  blocklisted_by: blocklistedBy,
  bounce: bounce && {
    ...{ type: bounce.type, source: bounce.source, reply: bounce.reply },
    created_at: new Date(bounce.createdAt),
  },
});

export const blocklistRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(blocklistedSchema);

  app.get('/blocklist', {
    schema: {
      operationId: 'getBlocklist',
      tags: ['subscribers'],
      summary: 'A page of those who are blocklisted, and why, the latest first',
      querystring: Type.Object({ search: subscriberFilterQuery.search, ...pagingQuery }),
      response: { 200: pageOf(ref(blocklistedSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ query }) => {
      const { results, total } = await findBlocklisted(deps.sql, { search: query.search, ...limitOf(query) });
      return pageView({ results: results.map(blocklistedView), total }, query);
    },
  });
};
