import { expect, test } from '../../../test/api.ts';
import { authenticator } from './authenticate.ts';
import { ensureAdmin } from './first-admin.ts';

test('of two processes that start together, one creates the admin', async ({ deps }) => {
  const results = await Promise.all([ensureAdmin(deps, {}), ensureAdmin(deps, {})]);
  const created = results.filter((result) => result !== null);
  expect(created).toEqual([{ username: 'admin', password: expect.stringMatching(/^[\w-]{20}$/) }]);

  const { username, password } = created[0]!;
  const user = await authenticator(deps).byCredentials({ username, secret: password! }, async () => {});
  expect(user).toMatchObject({ username: 'admin', type: 'user' });
  expect(await ensureAdmin(deps, {})).toBeNull();
});

test('a password from the environment is used, and not told', async ({ deps }) => {
  expect(await ensureAdmin(deps, { user: 'ada', password: 'open sesame' })).toEqual({
    username: 'ada',
    password: null,
  });
  expect(
    await authenticator(deps).byCredentials({ username: 'ada', secret: 'open sesame' }, async () => {}),
  ).not.toBeNull();
});

test('a short password is refused', async ({ deps }) => {
  await expect(ensureAdmin(deps, { password: 'short' })).rejects.toThrow('SLUICE_ADMIN_PASSWORD: expected 8');
});
