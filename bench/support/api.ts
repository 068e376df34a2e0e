import { createUser } from '../../server/src/auth/create-user.ts';
import type { Pool } from '../../server/src/db/connect.ts';
import { buildApp } from '../../server/src/http/build-app.ts';
import { logLines } from '../../server/src/log-lines.ts';
import { depsFor } from './world.ts';

/** The HTTP API on `sql`, asked without a network. */
export async function apiFor(sql: Pool) {
  const deps = { ...depsFor(sql), lines: logLines() };
  const { token } = await createUser(deps, {
    username: 'bench',
    type: 'api',
    name: '',
    email: null,
    status: 'enabled',
  });
  const app = await buildApp(deps);
  return {
    async get(url: string): Promise<unknown> {
      const reply = await app.inject({ url, headers: { authorization: `token bench:${token}` } });
      if (reply.statusCode !== 200) throw new Error(`${url} answered ${reply.statusCode}: ${reply.body}`);
      return reply.json();
    },
    stop: () => app.close(),
  };
}
