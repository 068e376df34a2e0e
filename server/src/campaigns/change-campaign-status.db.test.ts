import { makeCampaign, makeList, makeQueueRow } from '../../../test/factories.ts';
import { describe, expect, test } from '../../../test/harness.ts';
import { waitUntilBlocked } from '../../../test/wait-until-blocked.ts';
import type { Clock } from '../clock.ts';
import type { Pool, Sql } from '../db/connect.ts';
import { lockToBegin } from '../db/locks.ts';
import { campaignStatuses, canMove } from './campaign-status.ts';
import { cancelLeftovers, changeCampaignStatus, moveCampaign } from './change-campaign-status.ts';

async function makeReadyCampaign(sql: Sql, overrides: Parameters<typeof makeCampaign>[1] = {}) {
  const list = await makeList(sql);
  return makeCampaign(sql, { lists: [list.id], ...overrides });
}

const start = (deps: { sql: Pool; clock: Clock }, id: number) =>
  changeCampaignStatus(deps, id, { to: 'running', actor: 'user' });

/** What the queue processor would be told while `work` runs. */
async function notificationsDuring(sql: Pool, work: () => Promise<unknown>): Promise<number> {
  let heard = 0;
  let resolveEnd = () => {};
  const end = new Promise<void>((resolve) => {
    resolveEnd = resolve;
  });
  const listener = await sql.listen('queue', (payload) => (payload === 'end' ? resolveEnd() : heard++));
  await work();
  await sql`select pg_notify('queue', 'end')`;
  await end;
  await listener.unlisten();
  return heard;
}

describe('changeCampaignStatus', () => {
  test('starts a draft: it runs by the queue, and the queue processor is woken', async ({ sql, clock }) => {
    const { id } = await makeReadyCampaign(sql);
    const heard = await notificationsDuring(sql, () => start({ sql, clock }, id));
    expect(heard).toBe(1);
    expect(await sql`select status, use_queue, started_at, queued_at from campaigns`).toEqual([
      { status: 'running', useQueue: true, startedAt: clock.now(), queuedAt: null },
    ]);
  });

  test('starts a campaign once, however often Start is pressed', async ({ sql, clock }) => {
    const { id } = await makeReadyCampaign(sql);
    const results = await Promise.allSettled([start({ sql, clock }, id), start({ sql, clock }, id)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const startedAt = clock.now();
    clock.advance(60);
    await expect(start({ sql, clock }, id)).rejects.toThrow('The campaign is already running');
    expect(await sql`select started_at, updated_at from campaigns`).toEqual([{ startedAt, updatedAt: startedAt }]);
  });

  test('waits for whoever is changing the campaign, then judges what they left', async ({ sql, clock }) => {
    const { id } = await makeReadyCampaign(sql);
    const { second } = await sql.begin(async (tx) => {
      await moveCampaign(tx, id, { to: 'running', actor: 'user', now: clock.now() });
      const second = start({ sql, clock }, id).catch((error: Error) => error.message);
      await waitUntilBlocked(tx);
      return { second };
    });
    expect(await second).toBe('The campaign is already running');
  });

  test('pauses and resumes without touching a row, and keeps when it began', async ({ sql, clock }) => {
    const { id } = await makeReadyCampaign(sql, { status: 'draft' });
    const startedAt = clock.now();
    await start({ sql, clock }, id);
    for (const status of ['queued', 'sending', 'sent']) await makeQueueRow(sql, { campaignId: id, status });
    const rows = await sql`select * from email_queue order by id`;

    clock.advance(60);
    const move = { to: 'paused', actor: 'user', username: 'grace' } as const;
    expect(await changeCampaignStatus({ sql, clock }, id, move)).toMatchObject({
      status: 'paused',
      ...{ pausedBy: 'user', pausedByUser: 'grace', pausedReason: null, pausedAt: clock.now() },
    });
    clock.advance(60);
    expect(await start({ sql, clock }, id)).toMatchObject({
      ...{ status: 'running', startedAt, pausedBy: null, pausedByUser: null, pausedAt: null },
    });
    expect(await sql`select * from email_queue order by id`).toEqual(rows);
  });

  test('remembers that errors paused it, and why; a person resumes', async ({ sql, clock }) => {
    const { id } = await makeReadyCampaign(sql, { status: 'running' });
    const move = { to: 'paused', actor: 'errors', reason: '1000 messages in a row were refused' } as const;
    expect(await changeCampaignStatus({ sql, clock }, id, move)).toMatchObject({
      pausedBy: 'errors',
      pausedByUser: null,
      pausedAt: clock.now(),
      pausedReason: '1000 messages in a row were refused',
    });
    expect(await start({ sql, clock }, id)).toMatchObject({ status: 'running', pausedBy: null, pausedReason: null });
  });

  test('cancels what waits and leaves what is being sent to its outcome', async ({ sql, clock }) => {
    const { id } = await makeReadyCampaign(sql, { status: 'running' });
    const other = await makeQueueRow(sql);
    for (const status of ['queued', 'queued', 'sending', 'sent', 'failed'])
      await makeQueueRow(sql, { campaignId: id, status });

    await changeCampaignStatus({ sql, clock }, id, { to: 'cancelled', actor: 'user' });
    const rows = await sql`select status, last_error from email_queue where campaign_id = ${id} order by id`;
    expect(rows.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'sending', 'sent', 'failed']);
    expect(rows[0]).toMatchObject({ lastError: 'campaign cancelled' });
    expect(await sql`select status from email_queue where id = ${other.id}`).toMatchObject([{ status: 'queued' }]);
  });

  test('what a cut short cancelling left, or was queued by hand since, is cancelled later', async ({ sql, clock }) => {
    const { id } = await makeReadyCampaign(sql, { status: 'cancelled' });
    const row = await makeQueueRow(sql, { campaignId: id });
    const other = await makeQueueRow(sql);
    expect(await cancelLeftovers({ sql, clock })).toBe(1);
    expect(await sql`select status, last_error from email_queue where id = ${row.id}`).toEqual([
      { status: 'cancelled', lastError: 'campaign cancelled' },
    ]);
    expect(await sql`select status from email_queue where id = ${other.id}`).toMatchObject([{ status: 'queued' }]);
    expect(await cancelLeftovers({ sql, clock })).toBe(0);
  });

  test('cancelling many rows holds up no message of another campaign', async ({ sql, clock }) => {
    const { id } = await makeReadyCampaign(sql, { status: 'running' });
    const row = await makeQueueRow(sql, { campaignId: id });
    await sql
      .begin(async (tx) => {
        await tx`select from email_queue where id = ${row.id} for update`;
        const cancelling = changeCampaignStatus({ sql, clock }, id, { to: 'cancelled', actor: 'user' });
        await waitUntilBlocked(tx);
        await sql.begin((other) => lockToBegin(other));
        expect(await sql`select status from campaigns where id = ${id}`).toEqual([{ status: 'cancelled' }]);
        return { cancelling };
      })
      .then(({ cancelling }) => cancelling);
    expect(await sql`select status from email_queue where id = ${row.id}`).toMatchObject([{ status: 'cancelled' }]);
  });

  test('finishes by the queue, and runs again when the queue says so', async ({ sql, clock }) => {
    const { id } = await makeReadyCampaign(sql, { status: 'running' });
    const finished = await changeCampaignStatus({ sql, clock }, id, { to: 'finished', actor: 'queue' });
    expect(finished).toMatchObject({ status: 'finished', finishedAt: clock.now() });
    const again = await changeCampaignStatus({ sql, clock }, id, { to: 'running', actor: 'queue' });
    expect(again).toMatchObject({ status: 'running', finishedAt: null });
  });

  test('schedules only for a time to come', async ({ sql, clock }) => {
    const { id } = await makeReadyCampaign(sql);
    const schedule = () => changeCampaignStatus({ sql, clock }, id, { to: 'scheduled', actor: 'user' });
    await expect(schedule()).rejects.toThrow('send_at: must be set');
    await sql`update campaigns set send_at = ${clock.now()}`;
    await expect(schedule()).rejects.toThrow('send_at: must be in the future');
    await sql`update campaigns set send_at = ${clock.in(1)}`;
    expect(await schedule()).toMatchObject({ status: 'scheduled' });
    const draft = await changeCampaignStatus({ sql, clock }, id, { to: 'draft', actor: 'user' });
    expect(draft).toMatchObject({ status: 'draft', sendAt: clock.in(1) });
  });

  test('does not start what has lost its lists or its server', async ({ sql, clock }) => {
    const { id } = await makeCampaign(sql);
    await expect(start({ sql, clock }, id)).rejects.toThrow('lists: must name at least one list');
    const gone = await makeReadyCampaign(sql, { messenger: 'email-gone' });
    await expect(start({ sql, clock }, gone.id)).rejects.toThrow('messenger: must be');
  });

  test('refuses every move that the state machine does not have, and changes nothing', async ({ sql, clock }) => {
    for (const from of campaignStatuses) {
      const { id } = await makeReadyCampaign(sql, { status: from });
      for (const to of campaignStatuses.filter((status) => !canMove(from, status, 'user'))) {
        const move = changeCampaignStatus({ sql, clock }, id, { to, actor: 'user' });
        await expect(move).rejects.toMatchObject({ code: 'invalid', details: { field: 'status', status: from } });
      }
      expect(await sql`select status from campaigns where id = ${id}`).toEqual([{ status: from }]);
    }
  });
});
