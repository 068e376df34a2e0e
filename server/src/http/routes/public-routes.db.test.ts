import { describe, expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeQueueRow, makeSubscriber } from '../../../../test/factories.ts';
import type { Pool } from '../../db/connect.ts';
import type { Deps } from '../../deps.ts';
import { unsubscribeUrl } from '../../messages/unsubscribe-token.ts';

async function makeLink({ sql, secrets }: Deps) {
  const list = await makeList(sql);
  const subscriber = await makeSubscriber(sql, { email: 'ada@example.com', lists: [list.id] });
  const campaign = await makeCampaign(sql, { lists: [list.id], status: 'running' });
  await makeQueueRow(sql, { campaignId: campaign.id, subscriberId: subscriber.id });
  const target = { campaignUuid: campaign.uuid, subscriberUuid: subscriber.uuid };
  return { subscriber, url: unsubscribeUrl('', secrets.linkKey, target) };
}

const state = async (sql: Pool) => {
  const [subscription] = await sql`select status from subscriptions`;
  const [row] = await sql`select status from email_queue`;
  return [subscription!.status, row!.status];
};

describe('the unsubscribe link', () => {
  test('shows a button and changes nothing', async ({ app, deps, sql }) => {
    const { url } = await makeLink(deps);
    const page = await app.inject(url);
    expect(page.statusCode).toBe(200);
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.body).toContain('<form method="post"><button type="submit">Unsubscribe</button></form>');
    expect(page.body).not.toContain('ada@example.com');
    expect(await state(sql)).toEqual(['confirmed', 'queued']);
  });

  test.for<[string, object]>([
    ['the page’s form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: '' }],
    [
      'one click, as a form (RFC 8058)',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'List-Unsubscribe=One-Click' },
    ],
    [
      'one click, as multipart (RFC 8058)',
      {
        headers: { 'content-type': 'multipart/form-data; boundary=x', origin: 'https://mail.example.com' },
        payload: '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
      },
    ],
    ['a request without a body', {}],
  ])('unsubscribes by %s, again and again', async ([, request], { app, deps, sql }) => {
    const { url } = await makeLink(deps);
    for (const _ of [1, 2]) {
      const reply = await app.inject({ method: 'POST', url, ...request });
      expect(reply).toMatchObject({ statusCode: 200, body: expect.stringContaining('You are unsubscribed') });
      expect(reply.headers).not.toHaveProperty('set-cookie');
      expect(await state(sql)).toEqual(['unsubscribed', 'cancelled']);
    }
  });

  test('tells nothing when it is forged, cut off, another’s or a deleted subscriber’s', async ({ app, deps, sql }) => {
    const { url, subscriber } = await makeLink(deps);
    const other = await makeSubscriber(sql);
    const forged = [
      url.replace(/t=./, (start) => (start === 't=A' ? 't=B' : 't=A')),
      url.slice(0, -5),
      url.replace(/\?.*/, ''),
      `${url}&t=again`,
      url.replace(subscriber.uuid, other.uuid),
      url.replace(subscriber.uuid, 'x'),
    ];
    const replies = await Promise.all(
      forged.flatMap((each) => [app.inject(each), app.inject({ method: 'POST', url: each })]),
    );
    expect(await state(sql)).toEqual(['confirmed', 'queued']);

    await sql`delete from subscribers where id = ${subscriber.id}`;
    replies.push(await app.inject({ method: 'POST', url }));
    for (const reply of replies) {
      expect(reply.statusCode).toBe(404);
      expect(reply.body).toBe(replies[0]!.body);
    }
    expect(replies[0]!.body).toContain('This link does not work');
  });

  test('escapes what an operator named the site', async ({ app, deps, sql }) => {
    const { url } = await makeLink(deps);
    await sql`insert into settings (key, value) values ('app.site_name', ${sql.json('<script>alert(1)</script>')})`;
    const { body } = await app.inject(url);
    expect(body).toContain('from &lt;script&gt;');
    expect(body).not.toContain('<script');
  });
});

test('search engines are sent away', async ({ app }) => {
  expect(await app.inject('/robots.txt')).toMatchObject({ statusCode: 200, body: 'User-agent: *\nDisallow: /\n' });
});
