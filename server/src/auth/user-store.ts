import type { Sql } from '../db/connect.ts';
import type { User } from './user.ts';

/** What may be written of a user; `secretHash` is argon2 of a password or SHA-256 of a token. */
export interface UserFields {
  username: string;
  type: User['type'];
  name: string;
  email: string | null;
  status: User['status'];
  secretHash: string;
}

const columns = (sql: Sql) => sql`id, username, type, name, email, status, last_seen_at, created_at, updated_at`;

export function allUsers(sql: Sql) {
  return sql<User[]>`
    select ${columns(sql)}
    from users
    order by id
  `;
}

export async function findUser(sql: Sql, id: number): Promise<User | undefined> {
  const rows = await sql<User[]>`
    select ${columns(sql)}
    from users
    where id = ${id}
  `;
  return rows[0];
}

/** The user of that name with the hash of its secret, which goes no further than where it is compared. */
export async function findUserWithSecret(
  sql: Sql,
  username: string,
): Promise<(User & { secretHash: string }) | undefined> {
  const rows = await sql<(User & { secretHash: string })[]>`
    select ${columns(sql)}, secret_hash
    from users
    where username = ${username}
  `;
  return rows[0];
}

/** Undefined when the username is taken. */
export async function insertUser(sql: Sql, fields: UserFields, now: Date): Promise<User | undefined> {
  const rows = await sql<User[]>`
    insert into users (username, type, name, email, status, secret_hash, created_at, updated_at)
    values (
      ${fields.username}, ${fields.type}, ${fields.name}, ${fields.email}, ${fields.status}, ${fields.secretHash},
      ${now}, ${now}
    )
    on conflict (username) do nothing
    returning ${columns(sql)}
  `;
  return rows[0];
}

/** Changes what is given and leaves the rest. Undefined when there is no such user. */
export async function updateUser(
  sql: Sql,
  { id, changes, now }: { id: number; changes: Partial<Omit<UserFields, 'type'>>; now: Date },
): Promise<User | undefined> {
  const rows = await sql<User[]>`
    update users
    set ${sql({ ...changes, updatedAt: now })}
    where id = ${id}
    returning ${columns(sql)}
  `;
  return rows[0];
}

export async function deleteUserRow(sql: Sql, id: number): Promise<void> {
  await sql`delete from users where id = ${id}`;
}

/** How many people can sign in besides the one with this id. */
export async function countOtherPeople(sql: Sql, id: number): Promise<number> {
  const rows = await sql<{ n: number }[]>`
    select count(*)::int as n
    from users
    where type = 'user' and status = 'enabled' and id <> ${id}
  `;
  return rows[0]!.n;
}

/** Two changes of users do not overlap: the last person who can sign in stays. Held until the transaction ends. */
export async function lockUsers(sql: Sql): Promise<void> {
  await sql`lock table users in share row exclusive mode`;
}

/** Notes that the user was here. */
export async function touchUser(sql: Sql, id: number, now: Date): Promise<void> {
  await sql`update users set last_seen_at = ${now} where id = ${id}`;
}
