import fc from 'fast-check';
import { describe, expect, test } from '../../../test/api.ts';
import type { App } from './build-app.ts';

interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  security?: unknown[];
  requestBody?: { content: Record<string, { schema: { properties?: object } }> };
  responses: Record<string, unknown>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What the OpenAPI document lists, and therefore every route there is. */
function operations(app: App): { method: Method; path: string; operation: Operation }[] {
  const paths = app.swagger().paths as Record<string, Record<string, Operation>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase() as Method, path, operation })),
  );
}

/** `/api/users/{id}` with `value` for each parameter. */
const fill = (path: string, value: string) => path.replace(/\{\w+\}/g, encodeURIComponent(value));

describe('every route', () => {
  test('is described', async ({ app }) => {
    const all = operations(app);
    expect(all.length).toBeGreaterThan(10);
    const ids = all.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of all) {
      expect(operation, path).toMatchObject({
        operationId: expect.any(String),
        summary: expect.any(String),
        tags: [expect.any(String)],
      });
      expect(Object.keys(operation.responses), path).not.toEqual([]);
    }
  });

  test('answers 403 without credentials, unless it is public', async ({ app, ask }) => {
    const open = [];
    const calendarPath = '/api/capacity/calendar.ics';
    for (const { method, path, operation } of operations(app)) {
      if (operation.security?.length === 0) {
        open.push(`${method} ${path}`);
        continue;
      }
      if (path === calendarPath) continue;
      const { status, body } = await ask(method, fill(path, '1'), undefined, { as: null });
      expect({ path, status, body }).toEqual({
        path,
        status: 403,
        body: { message: 'invalid session', code: 'unauthenticated' },
      });
    }
    expect((await ask('GET', '/api/openapi.json', undefined, { as: null })).status).toBe(403);
    // A browser, or a calendar program, asks its user then.
    for (const path of [calendarPath, '/api/docs', '/api/docs/json', '/api/docs/static/index.html']) {
      const { status, body, headers } = await ask('GET', path, undefined, { as: null });
      expect([status, body, headers['www-authenticate']]).toEqual([
        401,
        { message: 'sign in' },
        'Basic realm="Sluice"',
      ]);
    }
    expect(open.sort()).toEqual([
      'GET /api/health',
      'GET /health',
      'GET /robots.txt',
      'GET /subscription/{campaignUuid}/{subscriberUuid}',
      'POST /api/login',
      'POST /subscription/{campaignUuid}/{subscriberUuid}',
    ]);
  });

  test('tells no secret', async ({ app, ask, sql }) => {
    const smtp = [
      { name: 'a', host: 'a.example.com', port: 25, auth_protocol: 'plain', username: 'u', password: 'xyzzy-secret' },
    ];
    await ask('PUT', '/api/settings', { smtp });
    await ask('POST', '/api/users', { username: 'ada', password: 'xyzzy-secret' });
    const hashes = (
      await sql`select secret_hash as secret from users union all select password_encrypted from smtp_servers`
    ).map(({ secret }) => secret);
    for (const { method, path } of operations(app)) {
      if (method !== 'GET' || path === '/api/events') continue; // which goes on for ever
      const text = JSON.stringify((await ask('GET', fill(path, '1'))).body);
      for (const secret of ['xyzzy-secret', ...hashes]) expect(text, path).not.toContain(secret);
    }
  });

  test('answers junk with anything but a 5xx', async ({ app, ask }) => {
    const junk = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>('\0', '\ud800', '__proto__', 1e308, -1, 2 ** 31, 2 ** 53, "'; drop table users; --"),
    );
    const junkText = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((text) => text.toWellFormed()),
      fc.constantFrom('0', '-1', '1', '2147483647', '2147483648', '99999999999999999999', '1.5', '\0', 'null', '..'),
    );
    const routes = operations(app).filter(({ path }) => !/\/(login|logout|test|events)$/.test(path));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        junkText,
        fc.dictionary(
          fc.constantFrom('page', 'per_page', 'order_by', 'order', 'query', 'status', 'id', 'tag'),
          junkText,
        ),
        junk,
        fc.infiniteStream(junk),
        async ({ method, path, operation }, param, query, body, values) => {
          const url = `${fill(path, param)}?${new URLSearchParams(query)}`;
          const shaped = Object.fromEntries(bodyKeys(operation).map((key) => [key, values.next().value]));
          for (const payload of method === 'GET' ? [undefined] : [undefined, body, shaped]) {
            const { status } = await ask(method, url, payload);
            expect(status, `${method} ${url} ${JSON.stringify(payload)}`).toBeLessThan(500);
          }
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});

function bodyKeys({ requestBody }: Operation): string[] {
  return Object.keys(requestBody?.content['application/json']?.schema.properties ?? {});
}

describe('requests', () => {
  test('of malformed JSON, of other content types, too large, to unknown paths', async ({ ask }) => {
    const json = { headers: { 'content-type': 'application/json' } };
    expect(await ask('POST', '/api/users', '{"username": ', json)).toMatchObject({
      status: 400,
      body: { message: 'body: malformed JSON', field: 'body' },
    });
    expect((await ask('POST', '/api/users', '{"__proto__": {"x": 1}}', json)).status).toBe(400);
    expect((await ask('POST', '/api/users', 'hello', { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await ask('POST', '/api/users', { name: 'x'.repeat(6 * 1024 * 1024) })).status).toBe(413);
    expect(await ask('POST', '/api/users', undefined, json)).toMatchObject({ status: 400, body: { field: 'body' } });
    for (const as of [null, undefined]) {
      const options = as === null ? { as } : {};
      expect(await ask('GET', '/api/nonsense', undefined, options)).toMatchObject({
        status: 404,
        body: { message: '404 unknown endpoint' },
      });
    }
    expect((await ask('GET', '/nonsense')).body).toEqual({ message: '404 not found' });
  });

  test('with text that cannot be stored name the field', async ({ ask }) => {
    const answer = await ask('POST', '/api/users', { username: 'ada', name: 'a\0b', password: 'open sesame' });
    expect(answer).toMatchObject({ status: 400, body: { field: 'name' } });
    const inside = await ask('PUT', '/api/settings', { smtp: [{ email_headers: [{ 'X-A': '\ud800' }] }] });
    expect(inside).toMatchObject({ status: 400, body: { field: 'smtp[0].email_headers[0].X-A' } });
  });

  test('get answers that browsers keep harmless', async ({ ask }) => {
    expect((await ask('GET', '/api/profile')).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
    const page = await ask('GET', '/api/docs');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/default-src 'self'/);
  });

  test('are answered 503 while the database is away, and by a bug 500 without its text', async ({ deps }) => {
    const { buildApp } = await import('./build-app.ts');
    const { connect } = await import('../db/connect.ts');
    const nowhere = connect('postgres://sluice@127.0.0.1:1/none', { max: 1 });
    const app = await buildApp({ ...deps, sql: nowhere });
    app.get('/api/bug', { config: { public: true } }, async () => {
      throw new Error('hunter2');
    });
    expect((await app.inject('/api/health')).statusCode).toBe(503);
    const answer = await app.inject({ url: '/api/profile', headers: { authorization: 'token a:b' } });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'unavailable']);
    const bug = await app.inject('/api/bug');
    expect(bug.statusCode).toBe(500);
    expect(bug.body).not.toContain('hunter2');
    await app.close();
    await nowhere.end();
  });
});

test('the OpenAPI document names shared schemas', async ({ ask }) => {
  const { status, body } = await ask('GET', '/api/openapi.json');
  expect(status).toBe(200);
  expect(Object.keys(body.components.schemas)).toEqual(expect.arrayContaining(['Error', 'User', 'SmtpServer']));
  expect(JSON.stringify(body)).not.toContain('def-');
});
