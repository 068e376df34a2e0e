import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { describe, expect, test } from '../../../test/harness.ts';
import { assertUsable, connect, type Sql } from './connect.ts';

test('answers to the name sluice, and passes on notices', async ({ database }) => {
  const notices: string[] = [];
  const sql = connect(database.url, { onNotice: (message) => notices.push(message) });
  await assertUsable(sql);
  expect(await sql`select current_setting('application_name') as name`).toEqual([{ name: 'sluice' }]);
  await sql`do $$ begin raise notice 'watch out'; end $$`;
  await sql.end();
  expect(notices).toEqual(['watch out']);
});

test('says in one line that the server is too old', async ({ sql, database }) => {
  // An old server, as far as can be told from outside: its settings are looked up here first.
  await sql`create schema old`;
  await sql`
    create function old.current_setting(name text) returns text language sql
    return case name when 'server_version_num' then '140022' else '14.22' end
  `;
  const old = connect(`${database.url}&search_path=old,pg_catalog`);
  await expect(assertUsable(old)).rejects.toThrow(/^PostgreSQL at .+ is version 14\.22; Sluice needs 15 or newer$/);
  await old.end();
});

test('a store takes the pool or a transaction', async ({ sql }) => {
  const one = (sql: Sql) => sql<{ one: number }[]>`select 1 as one`;
  expect(await one(sql)).toEqual([{ one: 1 }]);
  expect(await sql.begin((tx) => one(tx))).toEqual([{ one: 1 }]);
});

test('camelCase goes in as columns, and an empty array as no rows', async ({ sql }) => {
  await sql.begin(async (tx) => {
    await tx`create temporary table things (some_id int, tags text[]) on commit drop`;
    await tx`insert into things ${tx({ someId: 1, tags: ['a b', 'c'] })}`;
    expect(await tx`select some_id, tags from things`).toEqual([{ someId: 1, tags: ['a b', 'c'] }]);
    const none: number[] = [];
    expect(await tx`select * from unnest(${none}::int[]) as id`).toEqual([]);
  });
});

test('says in one line that nothing listens, without the password', async () => {
  const port = await freePort();
  const sql = connect(`postgres://sluice:hush@127.0.0.1:${port}/sluice`);
  const error = await assertUsable(sql).catch((error: unknown) => error);
  await sql.end();
  expect(error).toMatchObject({ code: 'unavailable' });
  expect(String(error)).toMatch(new RegExp(`Cannot reach PostgreSQL at 127.0.0.1:${port}: connect ECONNREFUSED`));
  expect(String(error)).not.toMatch(/hush|\n/);
});

test('says in one line what the server objects to', async ({ database }) => {
  const url = new URL(database.url);
  url.pathname = '/absent';
  const sql = connect(url.href);
  await expect(assertUsable(sql)).rejects.toThrow(
    `PostgreSQL at ${url.host} refused the connection: database "absent" does not exist`,
  );
  await sql.end();
});

describe('several hosts', () => {
  test('one that refuses is passed over, for queries and notifications', async ({ database }) => {
    const { host, username, password, pathname, searchParams } = new URL(database.url);
    const hosts = `127.0.0.1:${await freePort()},${host}`;
    const sql = connect(`postgres://${username}:${password}@${hosts}${pathname}?${searchParams}`, { max: 2 });
    await assertUsable(sql);
    const heard = Promise.withResolvers<string>();
    await sql.listen('queue', heard.resolve);
    await sql.notify('queue', 'hello');
    expect(await heard.promise).toBe('hello');
    await sql.end();
  });

  test('when none lets us in, each is tried once, and the query fails; in one line', async () => {
    const [one, two] = [await freePort(), await freePort()];
    const sql = connect(`postgres://sluice:hush@127.0.0.1:${one},127.0.0.1:${two}/sluice`);
    const error = await assertUsable(sql).catch((error: unknown) => error);
    await sql.end();
    expect(String(error)).toMatch(new RegExp(`Cannot reach PostgreSQL at 127.0.0.1:${one}, 127.0.0.1:${two}: .+`));
    expect(String(error)).not.toMatch(/hush|\n/);
  });
});

test.for(['ends', 'breaks'] as const)(
  'a connection that %s fails what was under way, and the next works',
  async (how, { database }) => {
    const path = await breakablePath(new URL(database.url));
    const sql = connect(path.url, { max: 1 });
    for (let round = 0; round < 3; round++) {
      const inTransaction = sql.begin(async (tx) => {
        await tx`select 1`;
        const slept = tx`select pg_sleep(60)`.execute();
        setImmediate(() => path[how]());
        await slept;
      });
      const behindIt = sql`select 2`.catch((error: unknown) => error);
      await expect(inTransaction).rejects.toThrow(/CONNECTION_CLOSED|ECONNRESET/);
      await behindIt;
      expect(await sql`select 3 as three`).toEqual([{ three: 3 }]);
    }
    for (let round = 0; round < 3; round++) {
      const pipelined = [sql`select pg_sleep(60)`, sql`select pg_sleep(60)`].map((query) => query.execute());
      await new Promise((resolve) => setImmediate(resolve));
      path[how]();
      for (const { status } of await Promise.allSettled(pipelined)) expect(status).toBe('rejected');
      await sql`select 4`.catch(() => {}); // may have come before the close
      expect(await sql`select 5 as five`).toEqual([{ five: 5 }]);
    }
    await sql.end();
    await path.close();
  },
);

test('a connection that breaks while the driver asks for types, and is refused next, ends no process', async ({
  database,
}) => {
  const { hostname, port } = new URL(database.url);
  const server = createServer((client) => {
    const upstream = createConnection(Number(port), hostname).on('error', () => {});
    client.on('error', () => {}).on('close', () => upstream.destroy());
    client.on('data', (chunk) => {
      if (!chunk.includes('typarray')) return upstream.write(chunk);
      server.close();
      return client.destroy();
    });
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(database.url);
  through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sql = connect(through.href, { max: 1 });
  await expect(sql`select 1`).rejects.toThrow('ECONNREFUSED'); // and Vitest fails on a rejection that nobody hears
  await sql.end({ timeout: 0 });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  const { port } = await new Promise<AddressInfo>((resolve) =>
    server.once('listening', () => resolve(server.address() as AddressInfo)),
  );
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A way to the database that can be cut: `ends` as by a server that stops, `breaks` as by one that is gone. */
async function breakablePath(url: URL) {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = createConnection(Number(url.port), url.hostname);
    clients.add(client);
    for (const [socket, other] of [[client, upstream] as const, [upstream, client] as const]) {
      socket.on('error', () => {});
      socket.on('close', () => other.destroy());
      socket.pipe(other);
    }
    client.on('close', () => clients.delete(client));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: through.href,
    ends: () => clients.forEach((client) => void client.destroy()),
    breaks: () => clients.forEach((client) => void client.resetAndDestroy()),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
