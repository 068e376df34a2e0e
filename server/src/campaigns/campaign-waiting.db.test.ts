import { makeCampaign, makeQueueRow, makeSmtpServer } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import type { Sql } from '../db/connect.ts';
import { countsByCampaign } from '../queue/queue-counts.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { findCampaign } from './campaign-store.ts';
import { campaignsWaiting } from './campaign-waiting.ts';

const secrets = secretsFrom(Buffer.alloc(32, 7));
const minutes = 60;

/** A world in UTC at noon, with one server that is free. */
async function makeWorld(sql: Sql) {
  await sql`insert into settings (key, value) values ('app.timezone', '"UTC"')`;
  return makeSmtpServer(sql, { name: 'email-mail2' });
}

const set = (sql: Sql, key: string, value: unknown) =>
  sql`insert into settings (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)`;

test.for<{
  what: string;
  campaign?: { status?: string; messenger?: string; sendWindows?: { start: string; end: string }[]; pacing?: 'even' };
  rows?: { status?: string; dueInSeconds?: number }[];
  prepare?: (sql: Sql) => Promise<unknown>;
  sentence: string | null;
  inSeconds?: number;
}>([
  { what: 'nothing while a server is free', sentence: null },
  { what: 'nothing when it is a draft', campaign: { status: 'draft' }, sentence: null },
  { what: 'nothing when it is over', campaign: { status: 'finished' }, rows: [], sentence: null },
  {
    what: 'nothing while its last is being sent',
    rows: [{ status: 'sending' }, { status: 'uncertain' }],
    sentence: null,
  },
  {
    what: 'its own send window',
    campaign: { sendWindows: [{ start: '14:00', end: '15:00' }] },
    sentence: "1 email waits: the campaign's own send window opens at 14:00 UTC",
    inSeconds: 120 * minutes,
  },
  {
    what: 'its own send window, which the account’s leaves no hour',
    campaign: { sendWindows: [{ start: '14:00', end: '15:00' }] },
    prepare: (sql) => set(sql, 'app.send_windows', [{ start: '08:00', end: '13:00' }]),
    sentence:
      "1 email waits: the campaign's own send window has no hour in common with the account's; it goes on when one of them is changed",
  },
  {
    what: 'the account’s send window, which opens later than its own',
    campaign: { sendWindows: [{ start: '13:00', end: '15:00' }] },
    prepare: (sql) => set(sql, 'app.send_windows', [{ start: '14:00', end: '20:00' }]),
    sentence: '1 email waits: the send window is closed; it opens at 14:00 UTC',
    inSeconds: 120 * minutes,
  },
  {
    what: 'the next to be released, when it is spread evenly',
    campaign: { pacing: 'even', sendWindows: [{ start: '08:00', end: '14:00' }] },
    rows: [{}],
    prepare: (sql) => sql`
      insert into campaign_releases (campaign_id, released_at, released)
      select id, '2026-03-04T12:00:00Z', 1 from campaigns
    `,
    sentence: '1 email waits: spread evenly until 14:00 UTC; the next leaves at 13:00 UTC',
    inSeconds: 59 * minutes + 59.5,
  },
  {
    what: 'its time',
    campaign: { status: 'scheduled' },
    sentence: 'It is scheduled and starts at 13:00 UTC',
    inSeconds: 60 * minutes,
  },
  { what: 'a person', campaign: { status: 'paused' }, sentence: 'It is paused; it goes on when a person resumes it' },
  {
    what: 'its queue',
    rows: [],
    prepare: (sql) => sql`update campaigns set queued_at = null`,
    sentence: 'Its emails are being queued',
  },
  {
    what: 'a decision',
    rows: [{ status: 'sent' }, { status: 'uncertain' }],
    sentence: '1 email waits: all emails that are left are uncertain; it goes on when a person retries or cancels them',
  },
  {
    what: 'whoever paused the queue',
    prepare: (sql) => set(sql, 'app.queue_paused', true),
    sentence: '1 email waits: the queue is paused; it goes on when a person resumes it',
  },
  {
    what: 'the send window',
    prepare: async (sql) => {
      await set(sql, 'app.send_time_start', '12:30');
      await set(sql, 'app.send_time_end', '20:00');
    },
    sentence: '1 email waits: the send window is closed; it opens at 12:30 UTC',
    inSeconds: 30 * minutes,
  },
  {
    what: 'any server',
    prepare: (sql) => sql`update smtp_servers set enabled = false`,
    sentence: '1 email waits: no SMTP server is enabled that could send this; it goes on when one is',
  },
  {
    what: 'its own server, which is disabled',
    campaign: { messenger: 'email-mail2' },
    prepare: (sql) => sql`update smtp_servers set enabled = false`,
    sentence: '1 email waits: email-mail2 is disabled or gone; it goes on when that server is enabled',
  },
  {
    what: 'its own server, which is gone, though others are free',
    campaign: { messenger: 'email-mail9' },
    sentence: '1 email waits: email-mail9 is disabled or gone; it goes on when that server is enabled',
  },
  {
    what: 'neither the send window nor the daily limit if it is direct',
    campaign: { messenger: 'email-mail2' },
    prepare: async (sql) => {
      await set(sql, 'app.send_time_start', '12:30');
      await set(sql, 'app.send_time_end', '20:00');
      await sql`update smtp_servers set daily_limit = 1`;
      await sql`
        insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent)
        select uuid, '2026-03-04', 5 from smtp_servers
      `;
    },
    sentence: null,
  },
  {
    what: 'a server set aside, and why it was',
    prepare: (sql) => sql`
      insert into smtp_server_state (smtp_server_uuid, failures, aside_until, reason)
      select uuid, 1, '2026-03-04T12:01:00Z', 'connect ECONNREFUSED' from smtp_servers
    `,
    sentence:
      '1 email waits: after a fault no mail goes to email-mail2; it is tried again at 12:01 UTC: connect ECONNREFUSED',
    inSeconds: 1 * minutes,
  },
  {
    what: 'several servers, each for its own reason',
    prepare: async (sql) => {
      const [mail3, mail4] = [
        await makeSmtpServer(sql, { dailyLimit: 5 }),
        await makeSmtpServer(sql, { dailyLimit: 5 }),
      ];
      await sql`
        insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent)
        values (${mail3.uuid}, '2026-03-04', 5), (${mail4.uuid}, '2026-03-04', 5)
      `;
      await sql`
        insert into smtp_server_state (smtp_server_uuid, failures, aside_until, reason)
        select uuid, 1, '2026-03-04T12:01:00Z', 'connect ECONNREFUSED' from smtp_servers where name = 'email-mail2'
      `;
    },
    sentence:
      '1 email waits: 2 of 3 SMTP servers have used up their daily limit, 1 is set aside after a fault; email-mail2 is the first to send again, at 12:01 UTC',
    inSeconds: 1 * minutes,
  },
  {
    what: 'the retry of what was deferred',
    rows: [{ dueInSeconds: 20 * minutes }, { dueInSeconds: 10 * minutes }],
    sentence: '2 emails wait: all emails that are left have been deferred; the first is tried again at 12:10 UTC',
    inSeconds: 10 * minutes,
  },
  {
    what: 'the retry, which comes after the window opens',
    rows: [{ dueInSeconds: 40 * minutes }],
    prepare: async (sql) => {
      await set(sql, 'app.send_time_start', '12:30');
      await set(sql, 'app.send_time_end', '20:00');
    },
    sentence: '1 email waits: all emails that are left have been deferred; the first is tried again at 12:40 UTC',
    inSeconds: 40 * minutes,
  },
])('a campaign waits for $what', async ({ campaign, rows = [{}], prepare, sentence, inSeconds }, { sql, clock }) => {
  await makeWorld(sql);
  const { id } = await makeCampaign(sql, { status: 'running', sendAt: clock.in(60 * minutes), ...campaign });
  await sql`update campaigns set queued_at = ${clock.now()}`;
  for (const { status = 'queued', dueInSeconds = 0 } of rows) {
    await makeQueueRow(sql, { campaignId: id, status, scheduledAt: clock.in(dueInSeconds) });
  }
  await prepare?.(sql);

  const counts = await countsByCampaign(sql, [id]);
  const waiting = await campaignsWaiting({ sql, clock, secrets }, [(await findCampaign(sql, id))!], counts);
  expect(waiting.get(id) ?? null).toEqual(
    sentence && { sentence, nextSendAt: inSeconds === undefined ? null : clock.in(inSeconds) },
  );
});
