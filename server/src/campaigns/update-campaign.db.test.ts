import { makeCampaign, makeList, makeSmtpServer } from '../../../test/factories.ts';
import { describe, expect, test } from '../../../test/harness.ts';
import { waitUntilBlocked } from '../../../test/wait-until-blocked.ts';
import { lockToBegin } from '../db/locks.ts';
import type { CampaignContent } from './campaign.ts';
import { campaignStatuses, isEditable } from './campaign-status.ts';
import { changeCampaignStatus } from './change-campaign-status.ts';
import { updateCampaign } from './update-campaign.ts';

describe('updateCampaign', () => {
  test('changes what is given and keeps the rest', async ({ sql, clock }) => {
    const [before, after] = [await makeList(sql), await makeList(sql)];
    const { id, name } = await makeCampaign(sql, { lists: [before.id], subject: 'Old', body: 'Body' });
    const updated = await updateCampaign({ sql, clock }, id, {
      subject: 'New',
      listIds: [after.id],
      attribs: { a_b: 1 },
    });
    expect(updated).toMatchObject({
      name,
      subject: 'New',
      body: 'Body',
      lists: [{ id: after.id }],
      attribs: { a_b: 1 },
    });
    expect(updated.updatedAt).toEqual(clock.now());
  });

  test.for(campaignStatuses)('edits a %s campaign only if that can be', async (status, { sql, clock }) => {
    const list = await makeList(sql);
    const { id } = await makeCampaign(sql, { lists: [list.id], status });
    const edit = updateCampaign({ sql, clock }, id, { subject: 'New' });
    if (isEditable(status)) expect(await edit).toMatchObject({ subject: 'New', status });
    else await expect(edit).rejects.toMatchObject({ code: 'invalid', details: { field: 'status', status } });
  });

  test('changes the send windows of a running campaign, and nothing else of it', async ({ sql, clock }) => {
    const list = await makeList(sql);
    const { id } = await makeCampaign(sql, { lists: [list.id], status: 'running' });
    const sendWindows: CampaignContent['sendWindows'] = [{ days: ['sat'], start: '22:00', end: '02:00' }];
    clock.advance(60);
    const before = await updateCampaign({ sql, clock }, id, { sendWindows });
    expect(before).toMatchObject({ status: 'running', sendWindows });
    expect(before.updatedAt).not.toEqual(clock.now());
    await expect(updateCampaign({ sql, clock }, id, { sendWindows: [], subject: 'New' })).rejects.toMatchObject({
      details: { field: 'status' },
    });
    await expect(
      updateCampaign({ sql, clock }, id, { sendWindows: [{ start: '08:00', end: '08:00' }] }),
    ).rejects.toMatchObject({ code: 'invalid', details: { field: 'send_windows[0].end' } });
    expect(await updateCampaign({ sql, clock }, id, { sendWindows: [] })).toMatchObject({ sendWindows: [] });
  });

  test('windows of a running campaign are changed only when no message is being begun by the old ones', async ({
    sql,
    clock,
  }) => {
    const list = await makeList(sql);
    const { id } = await makeCampaign(sql, { lists: [list.id], status: 'running' });
    let changed: Promise<unknown> | undefined;
    await sql.begin(async (tx) => {
      await lockToBegin(tx);
      changed = updateCampaign({ sql, clock }, id, { sendWindows: [{ start: '08:00', end: '12:00' }] });
      await waitUntilBlocked(tx);
    });
    expect(await changed).toMatchObject({ sendWindows: [{ start: '08:00', end: '12:00' }] });
  });

  test('keeps what the queue rows of a started campaign were made from', async ({ sql, clock }) => {
    const [list, other] = [await makeList(sql), await makeList(sql)];
    const server = await makeSmtpServer(sql);
    const { id } = await makeCampaign(sql, { lists: [list.id] });
    await changeCampaignStatus({ sql, clock }, id, { to: 'running', actor: 'user' });
    await changeCampaignStatus({ sql, clock }, id, { to: 'paused', actor: 'user' });

    const refusals: [string, Partial<CampaignContent>][] = [
      ['lists', { listIds: [list.id, other.id] }],
      ['type', { type: 'optin' }],
      ['messenger', { messenger: server.name }],
    ];
    for (const [field, change] of refusals) {
      await expect(updateCampaign({ sql, clock }, id, change)).rejects.toMatchObject({
        code: 'invalid',
        message: `${field}: cannot be changed: the campaign has started, and its messages were queued with it`,
      });
    }
    expect(await updateCampaign({ sql, clock }, id, { subject: 'New', listIds: [list.id] })).toMatchObject({
      subject: 'New',
    });
  });

  test('a running campaign can be given another priority and weight, and nothing else', async ({ sql, clock }) => {
    const list = await makeList(sql);
    const { id } = await makeCampaign(sql, { lists: [list.id], status: 'running' });
    const [{ updatedAt }] = await sql<[{ updatedAt: Date }]>`select updated_at from campaigns where id = ${id}`;

    const whole = { subject: 'Hello', listIds: [list.id, list.id] };
    const changed = await updateCampaign({ sql, clock }, id, { ...whole, priority: 'high', weight: 7 });
    // Not touched: what its messages are made of is the same, and so is the time that its errors are counted from.
    expect(changed).toMatchObject({ priority: 'high', weight: 7, status: 'running', updatedAt });

    const both = updateCampaign({ sql, clock }, id, { priority: 'low', subject: 'New' });
    await expect(both).rejects.toMatchObject({ code: 'invalid', details: { field: 'status', status: 'running' } });
    await expect(updateCampaign({ sql, clock }, id, { weight: 101 })).rejects.toThrow('weight: must be');
    expect(await updateCampaign({ sql, clock }, id, {})).toMatchObject({ priority: 'high', weight: 7 });
  });

  test('how fast a running campaign goes can be changed, and a deadline that has passed stands', async ({
    sql,
    clock,
  }) => {
    const list = await makeList(sql);
    const { id } = await makeCampaign(sql, { lists: [list.id], status: 'running' });
    const [{ updatedAt }] = await sql<[{ updatedAt: Date }]>`select updated_at from campaigns where id = ${id}`;
    const update = (change: Partial<CampaignContent>) => updateCampaign({ sql, clock }, id, change);
    const even = { pacing: 'even' as const, deadline: clock.in(3600), updatedAt };
    expect(await update({ pacing: 'even', deadline: clock.in(3600) })).toMatchObject(even);
    await expect(update({ deadline: clock.in(-1) })).rejects.toThrow('deadline: must be in the future');
    await expect(update({ pacing: 'fast' })).rejects.toThrow('deadline: counts only');
    clock.advance(7200);
    expect(await update({ pacing: 'even', deadline: even.deadline, priority: 'high' })).toMatchObject({
      ...even,
      priority: 'high',
    });
    expect(await update({ pacing: 'fast', deadline: null })).toMatchObject({ pacing: 'fast', deadline: null });
  });

  test('lets a scheduled campaign move to another time, but not into the past or to no time', async ({
    sql,
    clock,
  }) => {
    const list = await makeList(sql);
    const { id } = await makeCampaign(sql, { lists: [list.id], status: 'scheduled', sendAt: clock.in(60) });
    expect(await updateCampaign({ sql, clock }, id, { sendAt: clock.in(120) })).toMatchObject({
      sendAt: clock.in(120),
    });
    for (const sendAt of [clock.in(-1), null]) {
      await expect(updateCampaign({ sql, clock }, id, { sendAt })).rejects.toThrow('send_at: must be');
    }
  });

  test('stores nothing of an edit that is refused', async ({ sql, clock }) => {
    const list = await makeList(sql);
    const { id } = await makeCampaign(sql, { lists: [list.id], subject: 'Old' });
    await expect(updateCampaign({ sql, clock }, id, { subject: 'New', body: '{{' })).rejects.toThrow('body: line 1');
    await expect(updateCampaign({ sql, clock }, id, { subject: 'New', listIds: [] })).rejects.toThrow('lists: ');
    expect(await sql`select subject from campaigns`).toMatchObject([{ subject: 'Old' }]);
    expect(await sql`select from campaign_lists`).toHaveLength(1);
  });

  test('knows no campaign by an unknown id', async ({ sql, clock }) => {
    await expect(updateCampaign({ sql, clock }, 1, {})).rejects.toMatchObject({ code: 'not_found' });
  });
});
