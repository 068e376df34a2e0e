import { randomUUID } from 'node:crypto';
import type { Sql } from '../db/connect.ts';
import type { Outcome } from '../smtp/outcome.ts';

export interface TestRecipient {
  id: number;
  uuid: string;
  email: string;
  name: string;
  attribs: Record<string, unknown>;
}

/** Those of these subscribers who may be mailed at all. */
export function findMailable(sql: Sql, subscriberIds: readonly number[]): Promise<TestRecipient[]> {
  return sql<TestRecipient[]>`
    select id, uuid, email, name, attribs
    from subscribers
    where id = any(${[...subscriberIds]}::int[]) and status = 'enabled'
  `;
}

/** Records attempts that begin now, at messages that have no queue row; returns their ids in the same order. */
export async function insertTestAttempts(
  sql: Sql,
  {
    workerId,
    campaignId,
    now,
    messages,
  }: {
    workerId: string;
    campaignId: number;
    now: Date;
    messages: readonly { serverUuid: string; messageId: string }[];
  },
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    insert into attempts (campaign_id, smtp_server_uuid, worker_id, message_id, started_at)
    select ${campaignId}, server_uuid, ${workerId}, message_id, ${now}
    from unnest(${messages.map((m) => m.serverUuid)}::text[], ${messages.map((m) => m.messageId)}::text[])
      with ordinality as message (server_uuid, message_id, place)
    order by place
    returning id
  `;
  return rows.map(({ id }) => id);
}

/** Records an attempt of no worker that is over: the test of a server. */
export async function insertServerTest(
  sql: Sql,
  test: {
    serverUuid: string;
    messageId: string;
    outcome: Outcome;
    seen: boolean;
    reply: string;
    now: Date;
    countedAt: Date;
  },
): Promise<void> {
  await sql`
    insert into attempts (smtp_server_uuid, worker_id, message_id, started_at, finished_at, outcome, seen, reply,
      counted_at)
    values (${test.serverUuid}, ${randomUUID()}, ${test.messageId}, ${test.now}, ${test.now}, ${test.outcome.kind},
      ${test.seen}, ${test.reply}, ${test.countedAt})
  `;
}
