import { existsSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { html } from './html.ts';
import { sendPage } from './public-page.ts';

/** Where `npm run build:web` puts the web UI. */
const builtWeb = join(import.meta.dirname, '../../../web/dist');

/**
 * Scripts, pictures and data from here alone. Styles may also be inline: Mantine writes `<style>` elements and `style`
 * attributes as it draws, and a nonce would not cover the attributes. What could be done with a style is little where
 * React escapes all text and mail is shown in sandboxed frames only.
 */
const adminPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  // Also from elsewhere: mail shows pictures where they are, and a preview has the policy of the page around it.
  "img-src 'self' data: https: http:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** What a build names by its content never changes. */
const isHashed = (path: string) => path.startsWith('assets/');

/**
 * The web UI at `/admin/`: its files, and its one page for every path that is no file, since the browser routes those.
 * The root leads there.
 *
 * @param folder Of the built UI; where the build puts it unless given.
 */
export async function serveAdmin(app: FastifyInstance, folder = builtWeb): Promise<void> {
  await app.register(staticFiles, { root: folder, serve: false, preCompressed: true, suppressWarning: true });
  const options = { config: { public: true }, schema: { hide: true } };

  app.get('/', options, async (_request, reply) => reply.redirect('/admin/'));
  app.get('/admin', options, async (_request, reply) => reply.redirect('/admin/'));
  app.get<{ Params: { '*': string } }>('/admin/*', options, async (request, reply) => {
    const path = request.params['*'];
    if (!existsSync(join(folder, 'index.html'))) return sendNotBuilt(reply);
    reply.header('content-security-policy', adminPolicy);
    // A path that leads outside has no such file; @fastify/static refuses it once more.
    const isFile = /^\w[\w.-]*(\/\w[\w.-]*)*\.\w+$/.test(path) && existsSync(join(folder, path));
    if (isHashed(path) && !isFile) return reply.callNotFound();
    return sendFile(reply, isFile ? path : 'index.html');
  });
}

function sendFile(reply: FastifyReply, path: string) {
  const caching = isHashed(path) ? { maxAge: '365d', immutable: true } : { cacheControl: false };
  if (!isHashed(path)) reply.header('cache-control', 'no-cache');
  return reply.sendFile(path, caching);
}

function sendNotBuilt(reply: FastifyReply) {
  return sendPage(reply, 503, {
    title: 'The web UI is not built',
    body: html`<p>Run <code>npm run build:web</code> in Sluice’s folder, then load this page again. The API works without it.</p>`,
  });
}
