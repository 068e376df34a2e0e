import { makeCampaign, makeList } from '../../../test/factories.ts';
import { describe, expect, test } from '../../../test/harness.ts';
import { waitUntilBlocked } from '../../../test/wait-until-blocked.ts';
import { compileStoredCampaign } from '../campaigns/compile-stored-campaign.ts';
import type { Sql } from '../db/connect.ts';
import { deleteTemplate, ensureDefaultTemplate, setDefaultTemplate } from './default-template.ts';
import { getTemplate, listTemplates } from './get-template.ts';
import { previewTemplate } from './preview-template.ts';
import { createTemplate, updateTemplate } from './save-template.ts';
import { lockTemplates, replaceDefault } from './template-store.ts';

const defaultIds = async (sql: Sql) => (await sql`select id from templates where is_default`).map(({ id }) => id);

describe('the default template', () => {
  test('is there after the first start, and made once', async ({ sql, clock }) => {
    await Promise.all([ensureDefaultTemplate({ sql, clock }), ensureDefaultTemplate({ sql, clock })]);
    await ensureDefaultTemplate({ sql, clock });
    const [template, ...others] = await listTemplates(sql);
    expect(others).toEqual([]);
    expect(template).toMatchObject({ name: 'Default', isDefault: true, createdAt: clock.now() });
    expect(previewTemplate(template!.body)).toContain('Hello Ada');
  });

  test('shows every subscriber a way out, and is what campaigns without a template use', async ({ sql, clock }) => {
    await ensureDefaultTemplate({ sql, clock });
    const list = await makeList(sql);
    const { id } = await makeCampaign(sql, { lists: [list.id], body: '<p>News</p>' });
    const { html, text } = (await compileStoredCampaign(sql, id)).preview(
      {
        uuid: crypto.randomUUID(),
        email: 'a@example.com',
        name: 'A',
        attribs: {},
        unsubscribeUrl: 'https://u.example.com/x',
      },
      clock.now(),
    );
    expect(html).toMatch(/<p>News<\/p>[\s\S]*<a href="https:\/\/u\.example\.com\/x">Unsubscribe<\/a>/);
    expect(text).toContain('https://u.example.com/x');
  });

  test('is one, whoever chooses it at the same time', async ({ sql, clock }) => {
    await ensureDefaultTemplate({ sql, clock });
    const a = await createTemplate({ sql, clock }, { name: 'A', body: '{{ content }}' });
    const b = await createTemplate({ sql, clock }, { name: 'B', body: '{{ content }}' });
    const { second } = await sql.begin(async (tx) => {
      await lockTemplates(tx);
      await replaceDefault(tx, a.id, clock.now());
      const second = setDefaultTemplate({ sql, clock }, b.id);
      await waitUntilBlocked(tx);
      return { second };
    });
    expect(await second).toMatchObject({ id: b.id, isDefault: true });
    expect(await defaultIds(sql)).toEqual([b.id]);
  });

  test('cannot be deleted', async ({ sql, clock }) => {
    await ensureDefaultTemplate({ sql, clock });
    const [id] = await defaultIds(sql);
    await expect(deleteTemplate({ sql }, id)).rejects.toMatchObject({ code: 'invalid' });
    expect(await defaultIds(sql)).toEqual([id]);
  });
});

test('a template can be changed in part, and deleted with its campaigns left', async ({ sql, clock }) => {
  const list = await makeList(sql);
  const { id } = await createTemplate({ sql, clock }, { name: 'A', body: '<b>{{ content }}</b>' });
  const campaign = await makeCampaign(sql, { lists: [list.id] });
  await sql`update campaigns set template_id = ${id}`;
  expect(await updateTemplate({ sql, clock }, id, { name: 'B' })).toMatchObject({
    name: 'B',
    body: '<b>{{ content }}</b>',
  });

  await deleteTemplate({ sql }, id);
  await expect(getTemplate(sql, id)).rejects.toMatchObject({ code: 'not_found' });
  expect(await sql`select id, template_id from campaigns`).toEqual([{ id: campaign.id, templateId: null }]);
});

test.for([
  ['no place for the body', '<p></p>', 'body: must say with {{ content }}'],
  ['a broken tag', '{{ content }}\n{% if %}', 'body: line 2, column '],
  ['an unknown variable', '{{ content }}{{ nothing }}', 'body: line 1, column '],
])('a template with %s is refused', async ([, body, message], { sql, clock }) => {
  await expect(createTemplate({ sql, clock }, { name: 'A', body: body! })).rejects.toThrow(message!);
  expect(await listTemplates(sql)).toEqual([]);
});
