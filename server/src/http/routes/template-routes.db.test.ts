import { expect, test } from '../../../../test/api.ts';
import { ensureDefaultTemplate } from '../../templates/default-template.ts';

test('templates are made, changed, chosen, seen and deleted', async ({ ask, sql, clock }) => {
  await ensureDefaultTemplate({ sql, clock });
  const created = await ask('POST', '/api/templates', {
    name: 'Plain',
    type: 'campaign',
    body: '<i>{{ content }}</i>',
  });
  expect(created.status).toBe(200);
  const now = clock.now().toISOString();
  const { id } = created.body.data;
  const template = {
    id,
    name: 'Plain',
    type: 'campaign',
    subject: '',
    body: '<i>{{ content }}</i>',
    body_source: null,
  };
  expect(created.body.data).toEqual({ ...template, is_default: false, used_by: 0, created_at: now, updated_at: now });

  const changed = await ask('PUT', `/api/templates/${id}`, { body: '<b>{{ content }}</b>' });
  expect(changed.body.data).toMatchObject({ name: 'Plain', body: '<b>{{ content }}</b>' });
  expect((await ask('GET', `/api/templates/${id}/preview`)).body).toMatch(/^<b>[\s\S]*Hello Ada[\s\S]*<\/b>$/);
  expect((await ask('POST', '/api/templates/preview', { body: '<u>{{ content }}</u>' })).body).toMatch(/^<u>/);

  expect((await ask('PUT', `/api/templates/${id}/default`)).body.data).toMatchObject({ id, is_default: true });
  const all = (await ask('GET', '/api/templates?no_body=true')).body.data;
  expect(all.map((each: { is_default: boolean; body: string }) => [each.is_default, each.body])).toEqual([
    [false, ''],
    [true, ''],
  ]);
  expect(await ask('DELETE', `/api/templates/${id}`)).toMatchObject({ status: 400, body: { field: 'id' } });
  expect((await ask('DELETE', `/api/templates/${all[0].id}`)).body).toEqual({ data: true });
  expect((await ask('GET', `/api/templates/${all[0].id}`)).status).toBe(400);
});

test.for<[string, object, object]>([
  ['no name', { body: '{{ content }}' }, { field: 'name' }],
  ['no place for the body', { name: 'A', body: '<p>' }, { field: 'body' }],
  ['a broken body', { name: 'A', body: '{{ content }}\n  {% if %}' }, { field: 'body', line: 2, column: 8 }],
  ['another type', { name: 'A', type: 'tx', body: '{{ content }}' }, { field: 'type' }],
])('a template with %s is refused', async ([, body, error], { ask }) => {
  expect(await ask('POST', '/api/templates', body)).toMatchObject({ status: 400, body: error });
});
