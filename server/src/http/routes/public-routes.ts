import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { type UnsubscribeTarget, verifyUnsubscribe } from '../../messages/unsubscribe-token.ts';
import { loadSettings } from '../../settings/settings-store.ts';
import { unsubscribe } from '../../subscribers/unsubscribe.ts';
import { html } from '../html.ts';
import { sendPage } from '../public-page.ts';

const link = {
  params: Type.Object({ campaignUuid: Type.String(), subscriberUuid: Type.String() }),
  querystring: Type.Object({ t: Type.String() }),
};

/** For each client. Generous: a large mail provider's one-click requests come from few addresses. */
const rateLimit = { max: 3_000, timeWindow: 60_000 };

/** Pages for subscribers. They need no credentials: the token in a link is its proof. */
export const publicRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  // What a request to unsubscribe says beyond its link is of no account, whatever it is written in.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, _body, done) => done(null));

  // One page for every link that does not work, so that it tells nothing of who is there.
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof AppError) || (error.code !== 'invalid' && error.code !== 'not_found')) throw error;
    return sendPage(reply, 404, {
      title: 'This link does not work',
      body: html`<p>It may have been cut off. Please use the link in the email as it stands.</p>`,
    });
  });

  const assertGenuine = (target: UnsubscribeTarget, token: string) => {
    if (!verifyUnsubscribe(deps.secrets.linkKey, target, token)) throw new AppError('not_found', 'No such link');
  };

  /** Shows a button and changes nothing: mail scanners follow links (RFC 8058 section 1). */
  app.get('/subscription/:campaignUuid/:subscriberUuid', {
    config: { public: true, rateLimit },
    schema: {
      operationId: 'showUnsubscribePage',
      tags: ['public'],
      summary: 'The page on which a subscriber leaves',
      security: [],
      ...link,
    },
    handler: async ({ params, query }, reply) => {
      assertGenuine(params, query.t);
      const { 'app.site_name': siteName } = await loadSettings(deps.sql);
      return sendPage(reply, 200, {
        title: 'Unsubscribe',
        body: html`<p>Do you want to stop getting these emails from ${siteName}?</p>
    <form method="post"><button type="submit">Unsubscribe</button></form>`,
      });
    },
  });

  /** From that page, or by a mail program's one click: no cookie, no redirect (RFC 8058 section 3.2). */
  app.post('/subscription/:campaignUuid/:subscriberUuid', {
    config: { public: true, rateLimit },
    schema: {
      operationId: 'unsubscribe',
      tags: ['public'],
      summary: 'Unsubscribe, by the page or by one click (RFC 8058)',
      security: [],
      ...link,
    },
    handler: async ({ params, query }, reply) => {
      assertGenuine(params, query.t);
      await unsubscribe(deps, params);
      return sendPage(reply, 200, {
        title: 'You are unsubscribed',
        body: html`<p>You will not get these emails any more. You can close this page.</p>`,
      });
    },
  });

  app.get('/robots.txt', {
    config: { public: true },
    schema: { operationId: 'getRobots', tags: ['public'], summary: 'Nothing here is for search engines', security: [] },
    handler: async (_request, reply) => reply.type('text/plain; charset=utf-8').send('User-agent: *\nDisallow: /\n'),
  });
};
