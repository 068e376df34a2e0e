import type { InjectOptions } from 'fastify';
import { type Ask, describe, expect, test } from '../../../../test/api.ts';
import { waitUntilBlocked } from '../../../../test/wait-until-blocked.ts';
import { deleteUserRow, lockUsers } from '../../auth/user-store.ts';

const ada = { username: 'ada', name: 'Ada', email: 'ada@example.com', password: 'open sesame' };
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

/** Signs in and returns the cookie as the browser would send it. */
async function signIn(ask: Ask, { username, password }: { username: string; password: string }): Promise<string> {
  const { status, headers } = await ask('POST', '/api/login', { username, password }, { as: null });
  expect(status).toBe(200);
  return String(headers['set-cookie']).split(';')[0]!;
}

describe('credentials', () => {
  test('an API user’s token works both ways, and is shown once', async ({ ask }) => {
    const { status, body } = await ask('POST', '/api/users', { username: 'robot', type: 'api' });
    expect({ status, data: body.data }).toMatchObject({ status: 200, data: { username: 'robot', type: 'api' } });
    const token = body.data.password;
    for (const as of [`token robot:${token}`, basic(`robot:${token}`)]) {
      expect(await ask('GET', '/api/profile', undefined, { as })).toMatchObject({
        status: 200,
        body: { data: { username: 'robot' } },
      });
    }
    expect((await ask('GET', `/api/users/${body.data.id}`)).body.data).not.toHaveProperty('password');
  });

  test('a person’s password works both ways, and no longer once it is changed', async ({ ask }) => {
    const { id } = (await ask('POST', '/api/users', ada)).body.data;
    for (const as of [basic('ada:open sesame'), 'token ada:open sesame', basic('ada:open sesame')]) {
      expect((await ask('GET', '/api/profile', undefined, { as })).status).toBe(200);
    }
    await ask('PUT', `/api/users/${id}`, { password: 'close sesame' });
    expect((await ask('GET', '/api/profile', undefined, { as: basic('ada:open sesame') })).status).toBe(403);
    expect((await ask('GET', '/api/profile', undefined, { as: basic('ada:close sesame') })).status).toBe(200);
  });

  test.for([null, 'token tester:wrong', 'token nobody:wrong', basic('tester'), 'Bearer x', 'token tester:'])(
    'nothing but a 403 for %j',
    async (as, { ask }) => {
      const { status, body } = await ask('GET', '/api/profile', undefined, { as });
      expect(status).toBe(403);
      expect(body).toEqual({
        code: 'unauthenticated',
        message: as === null ? 'invalid session' : 'invalid API credentials',
      });
    },
  );

  test('a disabled user is out at once', async ({ ask }) => {
    const { id, password: token } = (await ask('POST', '/api/users', { username: 'robot', type: 'api' })).body.data;
    const as = `token robot:${token}`;
    expect((await ask('GET', '/api/profile', undefined, { as })).status).toBe(200);
    await ask('PUT', `/api/users/${id}`, { status: 'disabled' });
    expect((await ask('GET', '/api/profile', undefined, { as })).status).toBe(403);
  });

  test('guessing is slowed down, and stops nobody who is known', async ({ ask }) => {
    await ask('POST', '/api/users', ada);
    await ask('GET', '/api/profile', undefined, { as: basic('ada:open sesame') });
    const guess = (n: number) => ask('GET', '/api/profile', undefined, { as: basic(`ada:guess ${n}`) });
    const guesses = await Promise.all(Array.from({ length: 25 }, (_, n) => guess(n)));
    const statuses = guesses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 403)).toHaveLength(19);
    expect(statuses.filter((status) => status === 429)).toHaveLength(6);
    expect((await ask('POST', '/api/login', ada, { as: null })).status).toBe(200);
    expect((await ask('GET', '/api/profile')).status).toBe(200);
  });

  test('many requests at once with the same password hash it once', async ({ ask }) => {
    await ask('POST', '/api/users', ada);
    const as = basic('ada:open sesame');
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask('GET', '/api/profile', undefined, { as })));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });
});

describe('sessions', () => {
  test('last from sign-in to sign-out', async ({ ask }) => {
    await ask('POST', '/api/users', ada);
    const { headers } = await ask('POST', '/api/login', ada, { as: null });
    expect(headers['set-cookie']).toMatch(/^session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = String(headers['set-cookie']).split(';')[0]!;
    const options = { as: null, headers: { cookie } };
    expect(await ask('GET', '/api/profile', undefined, options)).toMatchObject({
      status: 200,
      body: { data: { username: 'ada' } },
    });
    expect((await ask('POST', '/api/logout', undefined, options)).status).toBe(200);
    expect(await ask('GET', '/api/profile', undefined, options)).toMatchObject({
      status: 403,
      body: { message: 'invalid session' },
    });
  });

  test('are only sent over TLS when the root URL has it', async ({ ask }) => {
    await ask('POST', '/api/users', ada);
    await ask('PUT', '/api/settings/app.root_url', 'https://mail.example.com');
    const { headers } = await ask('POST', '/api/login', ada, { as: null });
    expect(headers['set-cookie']).toContain('; Secure');
  });

  test('win over the Authorization header', async ({ ask }) => {
    await ask('POST', '/api/users', ada);
    const cookie = await signIn(ask, ada);
    const both = { headers: { cookie } };
    expect((await ask('GET', '/api/profile', undefined, both)).body.data.username).toBe('ada');
    expect((await ask('GET', '/api/profile', undefined, { headers: { cookie: 'session=x' } })).status).toBe(403);
  });

  test('expire', async ({ ask, clock }) => {
    await ask('POST', '/api/users', ada);
    const cookie = await signIn(ask, ada);
    clock.advance(30 * 86_400 - 1);
    expect((await ask('GET', '/api/profile', undefined, { as: null, headers: { cookie } })).status).toBe(200);
    clock.advance(1);
    expect((await ask('GET', '/api/profile', undefined, { as: null, headers: { cookie } })).status).toBe(403);
  });

  test('are kept as hashes only', async ({ ask, sql }) => {
    await ask('POST', '/api/users', ada);
    const token = (await signIn(ask, ada)).slice('session='.length);
    const rows = await sql`select token_hash from sessions`;
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('end when the password changes', async ({ ask }) => {
    await ask('POST', '/api/users', ada);
    const cookie = await signIn(ask, ada);
    const options = { as: null, headers: { cookie } };
    expect((await ask('PUT', '/api/profile', { password: 'close sesame' }, options)).status).toBe(200);
    expect((await ask('GET', '/api/profile', undefined, options)).status).toBe(403);
  });

  test.for<[Record<string, string>, number]>([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'https://evil.example.com' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:80' }, 200],
    [{}, 200],
  ])('do nothing for another site: %o', async ([headers, status], { ask }) => {
    await ask('POST', '/api/users', ada);
    const cookie = await signIn(ask, ada);
    const options = { as: null, headers: { cookie, host: 'localhost', ...headers } };
    expect((await ask('PUT', '/api/profile', { name: 'Eve' }, options)).status).toBe(status);
    expect((await ask('GET', '/api/profile', undefined, options)).status).toBe(200);
  });

  test('are for people, who know their password', async ({ ask }) => {
    await ask('POST', '/api/users', ada);
    const { password: token } = (await ask('POST', '/api/users', { username: 'robot', type: 'api' })).body.data;
    for (const [username, password] of [
      ['ada', 'wrong'],
      ['nobody', 'open sesame'],
      ['robot', token],
    ]) {
      const answer = await ask('POST', '/api/login', { username, password }, { as: null });
      expect(answer).toMatchObject({ status: 403, body: { message: 'invalid username or password' } });
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  test('a form signs in as well', async ({ ask }) => {
    await ask('POST', '/api/users', ada);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await ask('POST', '/api/login', 'username=ada&password=open+sesame', { as: null, headers });
    expect(answer.status).toBe(200);
  });
});

describe('users', () => {
  test('are changed field by field, and removed', async ({ ask }) => {
    const { id } = (await ask('POST', '/api/users', ada)).body.data;
    await ask('POST', '/api/users', { ...ada, username: 'grace' });
    const { body } = await ask('PUT', `/api/users/${id}`, { name: 'Countess', email: '', password: '' });
    expect(body.data).toMatchObject({ username: 'ada', name: 'Countess', email: null, status: 'enabled' });
    expect((await ask('GET', '/api/profile', undefined, { as: basic('ada:open sesame') })).status).toBe(200);
    expect(await ask('DELETE', `/api/users/${id}`)).toMatchObject({ status: 200, body: { data: true } });
    expect(await ask('GET', `/api/users/${id}`)).toMatchObject({ status: 400, body: { code: 'not_found' } });
  });

  test('leave someone who can sign in', async ({ ask, sql }) => {
    const { id } = (await ask('POST', '/api/users', ada)).body.data;
    expect(await ask('DELETE', `/api/users/${id}`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await ask('PUT', `/api/users/${id}`, { status: 'disabled' })).status).toBe(409);
    const grace = (await ask('POST', '/api/users', { ...ada, username: 'grace' })).body.data;
    const { second } = await sql.begin(async (tx) => {
      await lockUsers(tx);
      const second = ask('DELETE', `/api/users/${id}`);
      await waitUntilBlocked(tx);
      await deleteUserRow(tx, grace.id);
      return { second };
    });
    expect((await second).status).toBe(409);
  });

  test('have names of their own', async ({ ask }) => {
    await ask('POST', '/api/users', ada);
    const { id } = (await ask('POST', '/api/users', { ...ada, username: 'grace' })).body.data;
    expect(await ask('POST', '/api/users', ada)).toMatchObject({ status: 409, body: { field: 'username' } });
    expect(await ask('PUT', `/api/users/${id}`, { username: 'ada' })).toMatchObject({
      status: 409,
      body: { field: 'username' },
    });
  });

  test.for<[string, NonNullable<InjectOptions['method']>, string, unknown]>([
    ['username', 'POST', '/api/users', { ...ada, username: 'a b' }],
    ['username', 'POST', '/api/users', { password: 'open sesame' }],
    ['password', 'POST', '/api/users', { username: 'ada' }],
    ['password', 'POST', '/api/users', { username: 'ada', password: 'short' }],
    ['email', 'POST', '/api/users', { ...ada, email: 'nobody' }],
    ['type', 'POST', '/api/users', { ...ada, type: 'robot' }],
    ['id', 'GET', '/api/users/x', undefined],
    ['id', 'GET', '/api/users/0', undefined],
    ['id', 'GET', '/api/users/2147483648', undefined],
    ['id', 'PUT', '/api/users/999', { name: 'x' }],
    ['id', 'DELETE', '/api/users/999', undefined],
  ])('refuse a bad %s: %s %s', async ([field, method, url, body], { ask }) => {
    const answer = await ask(method, url, body);
    expect(answer).toMatchObject({ status: 400, body: { field } });
    expect(answer.body.message).toContain(field);
  });
});
