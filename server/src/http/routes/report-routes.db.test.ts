import { expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeQueueRow, makeSmtpServer, makeSubscriber } from '../../../../test/factories.ts';
import type { Sql } from '../../db/connect.ts';

/** A finished campaign of five: two sent, two failed, one cancelled; by one server and, the last, by none. */
async function makeWorld(sql: Sql) {
  const server = await makeSmtpServer(sql, { name: 'email-mail2' });
  const list = await makeList(sql);
  const { id: campaignId } = await makeCampaign(sql, { lists: [list.id], status: 'finished' });
  await sql`
    update campaigns set started_at = '2026-11-24T08:00Z', finished_at = '2026-11-24T12:00Z', queued_at = '2026-11-24T08:00Z'
    where id = ${campaignId}
  `;
  const make = async (email: string, status: string, at: string | null = null) => {
    const subscriber = await makeSubscriber(sql, { email, lists: [list.id] });
    const row = await makeQueueRow(sql, {
      ...{ campaignId, subscriberId: subscriber.id, status, retryCount: 1 },
      ...(status === 'cancelled' ? {} : { assignedSmtpServerUuid: server.uuid }),
    });
    await sql`
      update email_queue
      set sent_at = ${status === 'sent' ? at : null}, updated_at = ${at ?? '2026-11-24T12:00Z'},
        last_error = ${status === 'failed' ? '550 5.1.1 no such user' : null}
      where id = ${row.id}
    `;
    return { id: Number(row.id), subscriberId: subscriber.id };
  };
  const rows = {
    ada: await make('ada@example.com', 'sent', '2026-11-24T08:10Z'),
    bob: await make('bob@example.com', 'sent', '2026-11-24T08:50Z'),
    cyd: await make('cyd@example.com', 'failed', '2026-11-24T09:10Z'),
    dan: await make('dan@other.test', 'failed', '2026-11-24T09:20Z'),
    eve: await make('eve@other.test', 'cancelled'),
  };
  return { campaignId, server, rows };
}

const statusesOf = async (sql: Sql) =>
  (await sql<{ status: string }[]>`select status from email_queue order by id`).map(({ status }) => status);

test('tells what became of a campaign by server, by domain and over time', async ({ sql, ask }) => {
  const { campaignId, server } = await makeWorld(sql);
  await ask('PUT', '/api/settings', { 'app.timezone': 'UTC' });
  const { status, body } = await ask('GET', `/api/campaigns/${campaignId}/report`);
  expect(status).toBe(200);
  expect(body.data).toMatchObject({
    counts: { queued: 0, sending: 0, sent: 2, failed: 2, cancelled: 1, uncertain: 0 },
    deferred: 0,
    bounced: 0,
    servers: [
      { uuid: server.uuid, name: 'email-mail2', total: 4, sent: 2, failed: 2, cancelled: 0 },
      { uuid: null, name: null, total: 1, cancelled: 1 },
    ],
    domains: [
      { domain: 'example.com', total: 3, sent: 2, failed: 1 },
      { domain: 'other.test', total: 2, sent: 0, failed: 1, cancelled: 1 },
    ],
    other_domains: null,
    unit: 'hour',
    times: [
      { at: '2026-11-24T08:00:00.000Z', sent: 2, failed: 0 },
      { at: '2026-11-24T09:00:00.000Z', sent: 0, failed: 2 },
    ],
  });
  expect(await ask('GET', '/api/campaigns/999/report')).toMatchObject({ status: 400, body: { field: 'id' } });
});

test('counts rows once while nothing changes, and after a rest while something does; counters are always current', async ({
  sql,
  ask,
  clock,
}) => {
  const { campaignId, rows } = await makeWorld(sql);
  const report = async () => (await ask('GET', `/api/campaigns/${campaignId}/report`)).body.data;
  const first = await report();
  clock.advance(3600);
  expect((await report()).computed_at).toBe(first.computed_at);

  await sql`update email_queue set status = 'queued' where id = ${rows.cyd.id}`;
  const second = await report();
  expect(second.computed_at).not.toBe(first.computed_at);
  expect(second).toMatchObject({ counts: { queued: 1, failed: 1 }, deferred: 1 });

  await sql`update email_queue set status = 'sent' where id = ${rows.cyd.id}`;
  clock.advance(1);
  expect(await report()).toMatchObject({ computed_at: second.computed_at, counts: { sent: 3 }, deferred: 1 });
  clock.advance(10);
  expect(await report()).toMatchObject({ counts: { sent: 3 }, deferred: 0 });
});

test('names the 20 domains with most emails, and sums up the others', async ({ sql, ask }) => {
  const list = await makeList(sql);
  const { id: campaignId } = await makeCampaign(sql, { lists: [list.id], status: 'running' });
  for (let n = 0; n < 23; n++) {
    const { id: subscriberId } = await makeSubscriber(sql, { email: `ada@host${n}.example.com` });
    await makeQueueRow(sql, { campaignId, subscriberId, status: 'sent' });
  }
  const { data } = (await ask('GET', `/api/campaigns/${campaignId}/report`)).body;
  expect(data.domains).toHaveLength(20);
  expect(data.other_domains).toMatchObject({ total: 3, sent: 3 });
});

test('retries all that failed but those who have left, and a finished campaign runs again', async ({ sql, ask }) => {
  const { campaignId, rows } = await makeWorld(sql);
  await sql`update subscribers set status = 'blocklisted' where id = ${rows.dan.subscriberId}`;
  const answer = await ask('PUT', '/api/queue/retry', { campaign_id: campaignId, status: ['failed'] });
  expect(answer).toMatchObject({ status: 200, body: { data: { count: 1, skipped: 1 } } });
  expect(await statusesOf(sql)).toEqual(['sent', 'sent', 'queued', 'failed', 'cancelled']);
  const [row] = await sql`select retry_count, assigned_smtp_server_uuid from email_queue where id = ${rows.cyd.id}`;
  expect(row).toEqual({ retryCount: 0, assignedSmtpServerUuid: null });
  expect((await ask('GET', `/api/campaigns/${campaignId}`)).body.data.status).toBe('running');
});

test('retries only what was filtered by, of that campaign alone', async ({ sql, ask }) => {
  const { campaignId, server } = await makeWorld(sql);
  const other = await makeCampaign(sql, { status: 'finished' });
  await makeQueueRow(sql, { campaignId: other.id, status: 'failed' });
  const retry = (body: object) => ask('PUT', '/api/queue/retry', { campaign_id: campaignId, ...body });

  const narrow = { status: ['failed', 'cancelled'], smtp_server_uuid: server.uuid, subscriber: 'CYD@' };
  expect((await retry(narrow)).body.data).toEqual({ count: 1, skipped: 0 });
  expect(await statusesOf(sql)).toEqual(['sent', 'sent', 'queued', 'failed', 'cancelled', 'failed']);
  expect((await retry({ status: ['cancelled'] })).body.data).toEqual({ count: 1, skipped: 0 });
  expect(await retry({ status: ['sent'] })).toMatchObject({ status: 400 });
  expect(await retry({ status: [] })).toMatchObject({ status: 400 });
  expect(await retry({ status: ['failed'], campaign_id: 999 })).toMatchObject({ status: 400 });

  await sql`update campaigns set status = 'cancelled' where id = ${campaignId}`;
  expect(await retry({ status: ['failed'] })).toMatchObject({ status: 400, body: { field: 'campaign_id' } });
});

test('exports outcomes, all or those filtered by', async ({ sql, ask }) => {
  const { campaignId } = await makeWorld(sql);
  const { body, headers } = await ask('GET', `/api/campaigns/${campaignId}/outcomes?status=failed`);
  expect(headers['content-disposition']).toBe(`attachment; filename="campaign-${campaignId}-outcomes.csv"`);
  const lines = String(body).trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe('email,name,status,smtp_server,attempts,reply,sent_at,updated_at');
  expect(lines[1]).toMatch(/^cyd@example\.com,Person \d+,failed,email-mail2,1,550 5\.1\.1 no such user,,2026-/);
  const all = await ask('GET', `/api/campaigns/${campaignId}/outcomes`);
  expect(String(all.body).trim().split('\r\n')).toHaveLength(6);
  expect((await ask('GET', '/api/campaigns/999/outcomes')).status).toBe(400);
});

test('previews a campaign that was never saved, as a subscriber', async ({ sql, ask }) => {
  const { id } = await makeSubscriber(sql, { name: 'Grace Hopper' });
  const draft = {
    subject: 'Hi {{ subscriber.first_name }}',
    content_type: 'markdown',
    body: '# Dear {{ subscriber.name }}',
  };
  const { status, body } = await ask('POST', `/api/campaigns/preview?subscriber_id=${id}`, draft);
  expect(status).toBe(200);
  expect(body.data).toMatchObject({ subject: 'Hi Grace', from_name: expect.any(String) });
  expect(body.data.html).toContain('Dear Grace Hopper');
  expect(body.data.text).toContain('Grace Hopper');
  expect((await ask('POST', '/api/campaigns/preview', draft)).body.data.subject).toBe('Hi Ada');

  const wrong = await ask('POST', '/api/campaigns/preview', { ...draft, body: 'Hello\n{{ nobody }}' });
  expect(wrong).toMatchObject({ status: 400, body: { field: 'body', line: 2, column: expect.any(Number) } });
});
