import { makeCampaign, makeQueueRow, makeSmtpServer } from '../../../test/factories.ts';
import type { FakeClock } from '../../../test/fake-clock.ts';
import { describe, expect, test } from '../../../test/harness.ts';
import type { Sql } from '../db/connect.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { getRowInDetail } from './row-waiting.ts';

const secrets = secretsFrom(Buffer.alloc(32, 7));
const minutes = 60;
const set = (sql: Sql, key: string, value: unknown) =>
  sql`insert into settings (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)`;

/** A world in UTC at noon, with one server, which may send 5 a day. */
async function makeWorld(sql: Sql) {
  await set(sql, 'app.timezone', 'UTC');
  return makeSmtpServer(sql, { name: 'email-mail2', dailyLimit: 5 });
}

const spend = (sql: Sql) => sql`
  insert into smtp_daily_usage (smtp_server_uuid, usage_date, emails_sent)
  select uuid, '2026-03-04', 5 from smtp_servers
`;

test.for<{
  what: string;
  campaign?: { status?: string; messenger?: string; pacing?: 'even' };
  row?: { status?: string; dueInSeconds?: number; retryCount?: number };
  prepare?: (sql: Sql) => Promise<unknown>;
  sentence: string | null;
  inSeconds?: number;
}>([
  { what: 'nothing but its turn', sentence: 'It is next', inSeconds: 0 },
  { what: 'nothing while it is sent', row: { status: 'sending' }, sentence: null },
  { what: 'nothing when it was sent', row: { status: 'sent' }, sentence: null },
  {
    what: 'the limit of the servers',
    prepare: spend,
    sentence: 'The daily limit of email-mail2 is used up; it sends again at 2026-03-05 00:00 UTC',
    inSeconds: 12 * 60 * minutes,
  },
  {
    what: 'its retry',
    row: { dueInSeconds: 20 * minutes, retryCount: 1 },
    sentence: 'It was deferred; it is tried again at 12:20 UTC',
    inSeconds: 20 * minutes,
  },
  {
    what: 'its turn at an even pace',
    campaign: { pacing: 'even' },
    sentence: 'It is next, at the even pace of its campaign',
    inSeconds: 0,
  },
  {
    what: 'the next release of its campaign',
    campaign: { pacing: 'even' },
    prepare: (sql) => sql`
      insert into campaign_releases (campaign_id, released_at, released)
      select id, '2026-03-04T12:00:00Z', 1 from campaigns
    `,
    sentence: 'Spread evenly until 2026-03-05 00:00 UTC; the next leaves at 18:00 UTC',
    inSeconds: 6 * 60 * minutes - 0.5,
  },
  {
    what: 'a time that somebody gave it',
    row: { dueInSeconds: 20 * minutes },
    sentence: 'It is not due before 12:20 UTC',
    inSeconds: 20 * minutes,
  },
  {
    what: 'the server that its campaign names',
    campaign: { messenger: 'email-mail9' },
    sentence: 'email-mail9 is disabled or gone; it goes on when that server is enabled',
  },
  {
    what: 'a person, who paused its campaign',
    campaign: { status: 'paused' },
    sentence: 'Its campaign is paused; it goes on when a person resumes that',
  },
  {
    what: 'the start of its campaign',
    campaign: { status: 'scheduled' },
    sentence: 'Its campaign starts at 13:00 UTC',
    inSeconds: 60 * minutes,
  },
  {
    what: 'a person, who starts its campaign',
    campaign: { status: 'draft' },
    sentence: 'Its campaign is a draft; it goes on when a person starts that',
  },
  {
    what: 'nothing that will come',
    campaign: { status: 'cancelled' },
    sentence: 'Its campaign is cancelled; it is not sent',
  },
  {
    what: 'a decision',
    row: { status: 'uncertain' },
    sentence: 'It is not known whether a server took it; it goes on when a person retries or cancels it',
  },
])('an email waits for $what', async ({ campaign, row, prepare, sentence, inSeconds }, { sql, clock }) => {
  await makeWorld(sql);
  const { id: campaignId } = await makeCampaign(sql, {
    ...{ status: 'running', sendAt: clock.in(60 * minutes) },
    ...campaign,
  });
  const { dueInSeconds = 0, ...more } = row ?? {};
  const { id } = await makeQueueRow(sql, { campaignId, scheduledAt: clock.in(dueInSeconds), ...more });
  await prepare?.(sql);
  const { waiting } = await getRowInDetail({ sql, clock, secrets }, id);
  expect(waiting).toEqual(sentence && { sentence, nextSendAt: inSeconds === undefined ? null : clock.in(inSeconds) });
});

describe('emails that go before it', () => {
  /** 2 older and 1 younger of its own campaign, 1 of one with a higher priority, 3 older ones of another, 1 of a server. */
  async function makeRows(sql: Sql, clock: FakeClock) {
    await makeWorld(sql);
    const running = (more: object = {}) => makeCampaign(sql, { status: 'running', ...more });
    const [own, high, other] = [await running(), await running({ priority: 'high' }), await running()];
    const direct = await running({ messenger: 'email-mail2' });
    const paused = await makeCampaign(sql, { status: 'paused', priority: 'high' });
    const add = (campaignId: number, seconds: number, priority = 0) =>
      makeQueueRow(sql, { campaignId, priority, scheduledAt: clock.in(seconds) });
    await add(own.id, -20);
    await add(own.id, -20);
    const row = await add(own.id, -10);
    await add(own.id, -10);
    await add(high.id, -5);
    await add(high.id, 5); // not due
    for (let n = 0; n < 3; n++) await add(other.id, -30);
    await add(other.id, -1);
    await add(other.id, -1, 7); // by hand
    await add(direct.id, -30);
    await add(paused.id, -30);
    return row;
  }
  const sentenceOf = async (sql: Sql, clock: FakeClock, id: string) =>
    (await getRowInDetail({ sql: sql as never, clock, secrets }, id)).waiting?.sentence;

  test('are those of a higher priority and the older ones', async ({ sql, clock }) => {
    const { id } = await makeRows(sql, clock);
    expect(await sentenceOf(sql, clock, id)).toBe('8 emails go before it');
    await spend(sql);
    expect(await sentenceOf(sql, clock, id)).toBe(
      'The daily limit of email-mail2 is used up; it sends again at 2026-03-05 00:00 UTC. 8 emails go before it',
    );
  });

  test('are only its own campaign’s of its priority where campaigns take turns', async ({ sql, clock }) => {
    const { id } = await makeRows(sql, clock);
    await set(sql, 'queue.sharing', 'fair');
    expect(await sentenceOf(sql, clock, id)).toBe('4 emails go before it');
  });
});
