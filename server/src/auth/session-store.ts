import type { Sql } from '../db/connect.ts';
import type { User } from './user.ts';

/** Also clears away what has expired: sessions are few, and sign-ins the right moment. */
export async function insertSession(
  sql: Sql,
  session: { tokenHash: string; userId: number; now: Date; expiresAt: Date },
): Promise<void> {
  await sql`delete from sessions where expires_at <= ${session.now}`;
  await sql`
    insert into sessions (token_hash, user_id, created_at, expires_at)
    values (${session.tokenHash}, ${session.userId}, ${session.now}, ${session.expiresAt})
  `;
}

/** The enabled user whose unexpired session it is. */
export async function findSessionUser(sql: Sql, tokenHash: string, now: Date): Promise<User | undefined> {
  const rows = await sql<User[]>`
    select u.id, u.username, u.type, u.name, u.email, u.status, u.last_seen_at, u.created_at, u.updated_at
    from sessions s
    join users u on u.id = s.user_id
    where s.token_hash = ${tokenHash}
      and s.expires_at > ${now}
      and u.status = 'enabled'
  `;
  return rows[0];
}

export async function deleteSession(sql: Sql, tokenHash: string): Promise<void> {
  await sql`delete from sessions where token_hash = ${tokenHash}`;
}

export async function deleteSessionsOf(sql: Sql, userId: number): Promise<void> {
  await sql`delete from sessions where user_id = ${userId}`;
}
