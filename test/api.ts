import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { createUser } from '../server/src/auth/create-user.ts';
import { type App, buildApp } from '../server/src/http/build-app.ts';
import type { HttpDeps } from '../server/src/http/http-deps.ts';
import { logLines } from '../server/src/log-lines.ts';
import { secretsFrom } from '../server/src/settings/secret-box.ts';
import { test as base } from './harness.ts';

export { describe, expect } from './harness.ts';

/** An answer: its status and its JSON, or its text when it is none. */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it
  body: any;
  headers: Record<string, unknown>;
}

/** Asks the API. `as` is an Authorization header; null asks without credentials. */
export type Ask = (
  method: NonNullable<InjectOptions['method']>,
  url: string,
  body?: unknown,
  options?: { as?: string | null; headers?: Record<string, string> },
) => Promise<Answer>;

interface Fixtures {
  deps: HttpDeps;
  app: App;
  /** Signed in as an API user unless told otherwise. */
  ask: Ask;
}

export const test = base.extend<Fixtures>({
  deps: async ({ sql, clock }, use) => {
    // What migrations put there went when the tables were emptied.
    await sql`insert into configuration (version) values (1) on conflict do nothing`;
    await use({
      sql,
      clock,
      log: pino({ level: 'silent' }),
      secrets: secretsFrom(Buffer.alloc(32, 7)),
      lines: logLines(),
    });
  },
  app: async ({ deps }, use) => {
    const app = await buildApp(deps);
    await app.ready();
    await use(app);
    await app.close();
  },
  ask: async ({ app, deps }, use) => {
    const { token } = await createUser(deps, {
      username: 'tester',
      type: 'api',
      name: '',
      email: null,
      status: 'enabled',
    });
    await use(asker(app, `token tester:${token}`));
  },
});

function asker(app: App, authorization: string): Ask {
  return async (method, url, body, { as = authorization, headers = {} } = {}) => {
    const response = await app.inject({
      method,
      url,
      headers: {
        ...(as === null ? {} : { authorization: as }),
        ...(body === undefined || headers['content-type'] ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { payload: typeof body === 'string' && headers['content-type'] ? body : JSON.stringify(body) }),
    });
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    return { status: response.statusCode, body: isJson ? response.json() : response.body, headers: response.headers };
  };
}
