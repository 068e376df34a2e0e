import { onTestFinished } from 'vitest';
import { expect, test } from '../../../../test/api.ts';
import { createUser } from '../../auth/create-user.ts';
import type { HttpDeps } from '../http-deps.ts';
import { httpServer } from '../server.ts';

/** A server that listens, and the header of a user who may ask it. */
async function listening(deps: HttpDeps) {
  const server = httpServer(deps, { host: '127.0.0.1', port: 0 });
  const { port } = await server.start();
  onTestFinished(() => server.stop());
  const user = { username: 'watcher', type: 'api', name: '', email: null, status: 'enabled' } as const;
  const { token } = await createUser(deps, user);
  return {
    server,
    watch: () => fetch(`http://127.0.0.1:${port}/api/events`, { headers: { authorization: `token watcher:${token}` } }),
  };
}

test('streams what has changed, and ends when the server stops', async ({ deps, sql, clock }) => {
  const { server, watch } = await listening(deps);
  const response = await watch();
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');

  const chunks = response.body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  expect((await chunks.next()).value).toBe('event: ready\ndata: {}\n\n');
  await clock.idle();
  await sql`insert into settings (key, value) values ('app.site_name', '"Ours"')`;
  clock.advance(1);
  expect((await chunks.next()).value).toBe('event: changed\ndata: {"topics":["settings"]}\n\n');

  await server.stop();
  expect((await chunks.next()).done).toBe(true);
});

test('is for those who are signed in', async ({ ask }) => {
  expect((await ask('GET', '/api/events', undefined, { as: null })).status).toBe(403);
});

test('refuses more streams than a server can bear, and takes others once some have ended', async ({ deps }) => {
  const { watch } = await listening(deps);
  const streams = await Promise.all(Array.from({ length: 200 }, watch));
  expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await watch()).status).toBe(503);

  await streams[0]!.body!.cancel();
  await expect.poll(async () => (await watch()).status).toBe(200);
});
