import { type Ask, describe, expect, test } from '../../../../test/api.ts';

const server = { name: 'mail2', host: 'mail2.example.com', port: 587 };
const withPassword = { ...server, auth_protocol: 'plain', username: 'adam', password: 'secret-word' };

async function stored(ask: Ask): Promise<{ uuid: string; name: string }[]> {
  return (await ask('GET', '/api/settings')).body.data.smtp;
}

describe('changing some SMTP servers', () => {
  test('adds at the end, changes what is said, removes, and leaves the others alone', async ({ ask, sql }) => {
    const save = [withPassword, { ...server, name: 'mail3' }, { ...server, name: 'mail4' }];
    expect(await ask('PATCH', '/api/settings/smtp', { save })).toMatchObject({ status: 200, body: { data: true } });
    const [mail2, mail3] = await stored(ask);
    const before = await sql`select password_encrypted, created_at from smtp_servers where name = 'email-mail2'`;

    await ask('PATCH', '/api/settings/smtp', {
      save: [
        { uuid: mail2!.uuid, daily_limit: 500 },
        { ...server, name: 'mail5' },
      ],
      remove: [mail3!.uuid, 'gone already'],
    });
    expect(await stored(ask)).toMatchObject([
      { name: 'email-mail2', daily_limit: 500, username: 'adam', has_password: true },
      { name: 'email-mail4', daily_limit: 0 },
      { name: 'email-mail5' },
    ]);
    expect(await sql`select password_encrypted, created_at from smtp_servers where name = 'email-mail2'`).toEqual(
      before,
    );
  });

  test('orders those that are named first', async ({ ask }) => {
    await ask('PATCH', '/api/settings/smtp', { save: ['a', 'b', 'c'].map((name) => ({ ...server, name })) });
    const [a, , c] = await stored(ask);
    await ask('PATCH', '/api/settings/smtp', { order: [c!.uuid, a!.uuid] });
    expect((await stored(ask)).map(({ name }) => name)).toEqual(['email-c', 'email-a', 'email-b']);
  });

  test.for<[string, object[]]>([
    ['save[1].host', [server, { name: 'mail3', port: 25 }]],
    ['save[1].name', [server, { ...server, name: 'email-MAIL2' }]],
    ['save[0].port', [{ ...server, port: 0 }]],
    ['save[0].username', [{ ...server, auth_protocol: 'plain' }]],
    ['save[0].uuid', [{ uuid: 'nobody', daily_limit: 1 }]],
    ['save[0].limits[0].period', [{ ...server, limits: [{ max: 1, period: 'soon' }] }]],
  ])('refuses a bad %s, and changes nothing', async ([field, save], { ask, sql }) => {
    const { status, body } = await ask('PATCH', '/api/settings/smtp', { save });
    expect({ status, ...body }).toMatchObject({ status: 400, field });
    expect(await sql`select name from smtp_servers`).toHaveLength(0);
  });

  test('does not let the stored password go to another host', async ({ ask }) => {
    await ask('PATCH', '/api/settings/smtp', { save: [withPassword] });
    const { uuid } = (await stored(ask))[0]!;
    const answer = await ask('PATCH', '/api/settings/smtp', { save: [{ uuid, host: 'eve.example.com' }] });
    expect(answer).toMatchObject({ status: 400, body: { field: 'save[0].password' } });
  });
});

test('says what keeps each server from being added, and adds none', async ({ ask, sql }) => {
  await ask('PATCH', '/api/settings/smtp', { save: [server] });
  const servers = [
    { ...server, name: 'mail3' },
    { ...server, name: 'mail4', port: 'smtp' },
    { ...server, name: 'mail2' },
    { ...server, name: 'mail3' },
    { ...server, name: 'mail5', from_email: 'nobody' },
    { ...server, name: 'mail6', dailly_limit: 1 },
    { ...withPassword, name: 'mail7', password: '' },
    'nonsense',
  ];
  const { status, body } = await ask('POST', '/api/settings/smtp/check', { servers });
  expect(status).toBe(200);
  expect(body.data.map((error: { field: string } | null) => error?.field ?? null)).toEqual([
    ...[null, 'port', 'name', 'name', 'from_email', 'dailly_limit', 'password', 'body'],
  ]);
  expect(body.data[1].message).toBe('port: expected an integer from 1 to 65535');
  expect(body.data[2].message).toBe('name: email-mail2 is there already');
  expect(await sql`select name from smtp_servers`).toHaveLength(1);
});
