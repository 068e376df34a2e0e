import type { ServerResponse } from 'node:http';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { AppError } from '../../errors.ts';
import { changeFeed } from '../../live/change-feed.ts';
import type { HttpDeps } from '../http-deps.ts';
import { errorReplies } from '../schemas.ts';

/** Streams at a time, of all who are signed in together: each holds a connection. */
const mostStreams = 200;
/** Proxies close a connection on which nothing comes, after a minute as a rule. */
const heartbeatMs = 20_000;
/** Then the browser comes again, and its session is looked at again. */
const longestStreamMs = 15 * 60_000;

export const eventRoutes: FastifyPluginAsyncTypebox<HttpDeps> = async (app, deps) => {
  const feed = changeFeed(deps, deps.lines.lastId);
  const streams = new Set<ServerResponse>();

  // Before the server waits for the requests that are in progress: these would go on for ever.
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end();
    await feed.stop();
  });

  app.get('/events', {
    schema: {
      operationId: 'streamEvents',
      tags: ['system'],
      summary: 'Server-sent events that tell what has changed, so that it can be asked for again',
      description:
        'Event `ready` once, from when on nothing is missed, then `changed` with `{"topics": ["queue", …]}` at most once a second: queue, campaigns, servers, settings, imports, lists, templates, subscribers, bounces, logs. A stream ends after a quarter of an hour at the latest.',
      response: {
        200: { content: { 'text/event-stream': { schema: Type.String() } } },
        ...errorReplies(403, 503),
      },
    },
    handler: async (request, reply) => {
      if (streams.size >= mostStreams) throw new AppError('unavailable', 'Too many people watch at the moment');
      reply.hijack();
      const stream = reply.raw;
      stream.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-accel-buffering': 'no',
      });
      stream.flushHeaders();
      streams.add(stream);

      const { begun, unfollow } = feed.follow((topics) => {
        // Whoever does not read gets no pile of old news.
        if (stream.writableNeedDrain) return;
        stream.write(`event: changed\ndata: ${JSON.stringify({ topics })}\n\n`);
      });
      void begun.then(() => {
        if (!stream.writableEnded) stream.write('event: ready\ndata: {}\n\n');
      });
      const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs);
      const longest = setTimeout(() => stream.end(), longestStreamMs);
      request.raw.once('close', () => stream.end());
      stream.once('close', () => {
        unfollow();
        clearInterval(heartbeat);
        clearTimeout(longest);
        streams.delete(stream);
      });
    },
  });
};
