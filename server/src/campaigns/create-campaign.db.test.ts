import { makeList, makeSmtpServer } from '../../../test/factories.ts';
import { describe, expect, test } from '../../../test/harness.ts';
import type { Sql } from '../db/connect.ts';
import type { CampaignContent } from './campaign.ts';
import { createCampaign } from './create-campaign.ts';

const written = (overrides: Partial<CampaignContent> = {}) => ({
  name: 'March news',
  subject: 'News for {{ subscriber.first_name }}',
  fromEmail: 'Sluice <news@example.com>',
  body: '<p>Hello {{ subscriber.name }}</p>',
  ...overrides,
});

const countCampaigns = async (sql: Sql) => (await sql`select from campaigns`).length;

describe('createCampaign', () => {
  test('stores a draft with everything its author said', async ({ sql, clock }) => {
    const [news, other] = [await makeList(sql, { name: 'News' }), await makeList(sql, { name: 'Other' })];
    const server = await makeSmtpServer(sql, { name: 'email-mail2' });
    const content: CampaignContent = {
      type: 'optin',
      ...written(),
      contentType: 'markdown',
      bodySource: 'source',
      altbody: 'Hello',
      headers: [{ 'X-Tag': 'a' }, { 'X-Tag': 'b' }],
      attribs: { some_key: [1, { two: null }] },
      tags: ['spring', 'a "quoted", tag'],
      templateId: null,
      messenger: server.name,
      priority: 'low',
      weight: 3,
      sendAt: clock.in(3600),
      sendWindows: [{ days: ['mon', 'fri'], start: '08:00', end: '12:00' }],
      pacing: 'even',
      deadline: clock.in(7200),
      listIds: [other.id, news.id],
    };
    const { listIds: _, ...stored } = content;
    expect(await createCampaign({ sql, clock }, content)).toMatchObject({
      ...stored,
      status: 'draft',
      lists: [
        { id: news.id, name: 'News' },
        { id: other.id, name: 'Other' },
      ],
      pausedBy: null,
      useQueue: false,
      queuedAt: null,
      startedAt: null,
      createdAt: clock.now(),
      updatedAt: clock.now(),
    });
  });

  test('fills in what its author left out', async ({ sql, clock }) => {
    const list = await makeList(sql);
    expect(await createCampaign({ sql, clock }, written({ listIds: [list.id] }))).toMatchObject({
      type: 'regular',
      contentType: 'richtext',
      messenger: 'automatic',
      priority: 'normal',
      weight: 1,
      headers: [],
      attribs: {},
      tags: [],
      altbody: null,
      sendAt: null,
    });
  });

  test.for<[string, Partial<CampaignContent>, string]>([
    ['no name', { name: ' ' }, 'name: must not be empty'],
    ['no subject', { subject: '' }, 'subject: must not be empty'],
    ['a subject with a line break', { subject: 'a\r\nBcc: b@example.com' }, 'subject: must be one line'],
    ['no list', { listIds: [] }, 'lists: must name at least one list'],
    ['a list that does not exist', { listIds: [2_000_000_000] }, 'lists: there is no list 2000000000'],
    [
      'an unknown messenger',
      { messenger: 'email-nowhere' },
      'messenger: must be "automatic" or the name of an SMTP server',
    ],
    ['an unknown template', { templateId: 2_000_000_000 }, 'template_id: there is no campaign template 2000000000'],
    ['a weight out of range', { weight: 101 }, 'weight: must be a whole number from 1 to 100'],
    ['a From that is no address', { fromEmail: 'nobody' }, 'from_email: '],
    ['a From with a line break', { fromEmail: 'A\r\nBcc: b@example.com <a@example.com>' }, 'from_email: '],
    ['a header with a line break', { headers: [{ 'X-A': 'b\r\nBcc: c@example.com' }] }, 'headers.0: '],
    ['a broken body', { body: '<p>\n{{ subscriber.name' }, 'body: line 2, column 1: '],
    ['an unknown variable', { subject: 'Hi {{ frist_name }}' }, 'subject: line 1, column '],
    ['a broken text body', { altbody: '{% if %}' }, 'altbody: line 1, column '],
    ['a time that is past', { sendAt: new Date(0) }, 'send_at: must be in the future'],
  ])('refuses %s and stores nothing', async ([, wrong, message], { sql, clock }) => {
    const list = await makeList(sql);
    await expect(createCampaign({ sql, clock }, written({ listIds: [list.id], ...wrong }))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(message),
    });
    expect(await countCampaigns(sql)).toBe(0);
  });

  test('takes a deadline only for what is spread evenly, and only after it begins', async ({ sql, clock }) => {
    const list = await makeList(sql);
    const make = (more: Partial<CampaignContent>) =>
      createCampaign({ sql, clock }, written({ listIds: [list.id], ...more }));
    await expect(make({ deadline: clock.in(60) })).rejects.toThrow('deadline: counts only where pacing is even');
    await expect(make({ deadline: clock.in(0), pacing: 'even' })).rejects.toThrow('deadline: must be in the future');
    await expect(make({ deadline: clock.in(60), sendAt: clock.in(60), pacing: 'even' })).rejects.toThrow(
      'deadline: must be after send_at',
    );
    expect(await countCampaigns(sql)).toBe(0);
  });
});
