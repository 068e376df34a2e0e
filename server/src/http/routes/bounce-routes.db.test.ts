import { type Ask, expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeSubscriber } from '../../../../test/factories.ts';
import type { Sql } from '../../db/connect.ts';

const hook = '/webhooks/bounce';

/** A bounce that a webhook told of, with its campaign. */
async function makeBounce(sql: Sql, ask: Ask) {
  const subscriber = await makeSubscriber(sql);
  const campaign = await makeCampaign(sql);
  const told = {
    ...{ subscriber_uuid: subscriber.uuid, campaign_uuid: campaign.uuid, type: 'hard', source: 'postfix' },
    meta: { id: 'm1' },
  };
  expect(await ask('POST', hook, told)).toMatchObject({ status: 200, body: { data: true } });
  return { subscriber, campaign, told };
}

test('a bounce that is told of is listed with person and campaign, and the campaign counts it', async ({
  ask,
  sql,
  clock,
}) => {
  const { subscriber, campaign } = await makeBounce(sql, ask);
  const { body } = await ask('GET', '/api/bounces');
  expect(body.data).toMatchObject({ total: 1, page: 1, per_page: 20 });
  const [bounce] = body.data.results;
  expect(bounce).toEqual({
    id: expect.any(Number),
    ...{ type: 'hard', source: 'postfix', meta: { id: 'm1' }, created_at: clock.now().toISOString() },
    ...{ email: subscriber.email, subscriber_uuid: subscriber.uuid, subscriber_id: subscriber.id },
    ...{
      subscriber_status: 'enabled',
      campaign_uuid: campaign.uuid,
      campaign: { id: campaign.id, name: campaign.name },
    },
  });
  expect((await ask('GET', `/api/bounces/${bounce.id}`)).body.data).toEqual(bounce);
  expect((await ask('GET', `/api/subscribers/${subscriber.id}/bounces`)).body.data).toEqual([bounce]);
  expect((await ask('GET', `/api/campaigns/${campaign.id}`)).body.data.bounces).toBe(1);
  await sql`delete from campaigns`;
  expect((await ask('GET', `/api/bounces/${bounce.id}`)).body.data).toMatchObject({
    campaign: null,
    campaign_uuid: null,
  });
});

test('filters and orders', async ({ ask, sql }) => {
  const { campaign } = await makeBounce(sql, ask);
  const { email } = await makeSubscriber(sql, { email: 'aa@example.com' });
  await ask('POST', hook, { email: email.toUpperCase(), type: 'soft', source: 'api' });
  const typesOf = async (query: string) =>
    (await ask('GET', `/api/bounces?${query}`)).body.data.results.map(({ type }: { type: string }) => type);
  expect(await typesOf(`campaign_id=${campaign.id}`)).toEqual(['hard']);
  expect(await typesOf('source=api')).toEqual(['soft']);
  expect(await typesOf('type=hard')).toEqual(['hard']);
  expect(await typesOf('order_by=email&order=asc')).toEqual(['soft', 'hard']);
  expect(await typesOf('order_by=type&order=asc&per_page=1')).toEqual(['hard']);
  expect(await typesOf('order_by=id;drop&order=asc')).toHaveLength(2);
});

test('told again it counts once, unless something tells it apart', async ({ ask, sql }) => {
  const { told } = await makeBounce(sql, ask);
  const answers = await Promise.all([ask('POST', hook, told), ask('POST', hook, told)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect((await ask('GET', '/api/bounces')).body.data.total).toBe(1);
  await ask('POST', hook, { ...told, meta: { id: 'm2' } });
  expect((await ask('GET', '/api/bounces')).body.data.total).toBe(2);
});

test.for<[string, object, string | undefined]>([
  ['nobody named', { type: 'hard', source: 'api' }, 'subscriber_uuid'],
  ['a stranger', { email: 'stranger@example.com', type: 'hard', source: 'api' }, undefined],
  ['another type', { email: 'a@example.com', type: 'worse', source: 'api' }, 'type'],
  ['no source', { email: 'a@example.com', type: 'hard' }, 'source'],
])('%s is refused', async ([, body, field], { ask }) => {
  const answer = await ask('POST', hook, body);
  expect([answer.status, answer.body.field]).toEqual([400, field]);
});

test('a webhook needs credentials, and takes no more than it needs', async ({ ask, sql }) => {
  const { told } = await makeBounce(sql, ask);
  expect((await ask('POST', hook, told, { as: null })).status).toBe(403);
  expect((await ask('POST', hook, { ...told, meta: { text: 'x'.repeat(40_000) } })).status).toBe(413);
});

test('deletes one, some, those of a person, or all', async ({ ask, sql }) => {
  const { subscriber, told } = await makeBounce(sql, ask);
  for (let id = 2; id <= 5; id++) await ask('POST', hook, { ...told, meta: { id } });
  const ids = (await sql<{ id: number }[]>`select id from bounces order by id`).map(({ id }) => id);
  const left = async () => (await sql`select from bounces`).length;

  expect((await ask('DELETE', '/api/bounces')).body).toMatchObject({ field: 'id' });
  expect((await ask('DELETE', `/api/bounces/${ids[0]}`)).status).toBe(200);
  expect((await ask('DELETE', `/api/bounces/${ids[0]}`)).status).toBe(400);
  expect((await ask('DELETE', `/api/bounces?id=${ids[1]}&id=${ids[2]}`)).status).toBe(200);
  expect(await left()).toBe(2);
  expect((await ask('DELETE', `/api/subscribers/${subscriber.id}/bounces`)).status).toBe(200);
  expect(await left()).toBe(0);
  await ask('POST', hook, told);
  expect((await ask('DELETE', '/api/bounces?all=true')).status).toBe(200);
  expect(await left()).toBe(0);
});

test('blocklists everybody who bounced', async ({ ask, sql }) => {
  const { subscriber } = await makeBounce(sql, ask);
  expect((await ask('PUT', '/api/bounces/blocklist')).status).toBe(200);
  expect([...(await sql`select id, status from subscribers`)]).toEqual([{ id: subscriber.id, status: 'blocklisted' }]);
});
