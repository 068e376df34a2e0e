import { expect, test } from '../../../../test/api.ts';
import { makeSubscriber } from '../../../../test/factories.ts';
import { actOnBounces } from '../../bounces/act-on-bounces.ts';
import { defaultSettings } from '../../settings/settings.ts';

test('says who is blocklisted, since when, by whom, and after which bounce', async ({ sql, ask, deps, clock }) => {
  const people = ['byhand', 'bouncer', 'operators', 'created'].map((name) => `${name}@example.com`);
  const [byHand, bouncer, operators] = await Promise.all(
    people.slice(0, 3).map((email) => makeSubscriber(sql, { email })),
  );
  await sql`update subscribers set status = 'blocklisted', blocklisted_at = '2026-01-01Z' where id = ${byHand!.id}`;
  const meta = { reply: '550 5.1.1 no such user' };
  await ask('POST', '/webhooks/bounce', { subscriber_uuid: bouncer!.uuid, type: 'hard', source: 'postfix', meta });
  await actOnBounces(deps, defaultSettings()['bounce.actions']);
  const since = clock.now().toISOString();
  clock.advance(60);
  await ask('PUT', '/api/subscribers/blocklist', { ids: [operators!.id] });
  clock.advance(60);
  await ask('POST', '/api/subscribers', { email: people[3], status: 'blocklisted' });

  const { body } = await ask('GET', '/api/blocklist');
  expect(body.data).toMatchObject({
    total: 4,
    results: [
      { email: people[3], blocklisted_by: 'operator', bounce: null },
      { email: people[2], blocklisted_by: 'operator', bounce: null },
      {
        email: people[1],
        blocklisted_by: 'bounces',
        blocklisted_at: since,
        bounce: { type: 'hard', source: 'postfix', reply: meta.reply },
      },
      { email: people[0], blocklisted_by: null },
    ],
  });
  expect((await ask('GET', '/api/blocklist?search=BOUNCER')).body.data.total).toBe(1);
});

test('being saved or blocklisted again changes neither, and being taken off ends both', async ({ sql, ask, clock }) => {
  const { id } = await makeSubscriber(sql);
  await ask('PUT', '/api/subscribers/blocklist', { ids: [id] });
  const before = (await ask('GET', `/api/subscribers/${id}`)).body.data;
  expect(before).toMatchObject({ blocklisted_at: clock.now().toISOString(), blocklisted_by: 'operator' });
  clock.advance(60);
  await ask('PATCH', `/api/subscribers/${id}`, { status: 'blocklisted', name: 'A' });
  await ask('PUT', '/api/subscribers/blocklist', { ids: [id] });
  expect((await ask('GET', `/api/subscribers/${id}`)).body.data.blocklisted_at).toBe(before.blocklisted_at);
  const taken = await ask('PATCH', `/api/subscribers/${id}`, { status: 'enabled' });
  expect(taken.body.data).toMatchObject({ status: 'enabled', blocklisted_at: null, blocklisted_by: null });
});
