import { type Ask, expect, test } from '../../../../test/api.ts';
import { makeCampaign, makeList, makeSubscriber } from '../../../../test/factories.ts';
import type { Sql } from '../../db/connect.ts';

// Clients read a thing, change what they know of, and write it back whole or in part: what they leave alone must stay.

type Thing = Record<string, unknown>;
const ids = (lists: unknown) => (lists as { id: number }[]).map(({ id }) => id);

interface Case {
  what: string;
  /** Makes one and answers its path. */
  make(world: { ask: Ask; sql: Sql }): Promise<string>;
  /** What of an answer is written otherwise than it is read. */
  written?(answer: Thing): Thing;
  /** The least that a PUT must have. */
  needed?: string[];
}

const cases: Case[] = [
  {
    what: 'the settings',
    async make({ ask }) {
      const headers = [{ 'X-A': 'b' }];
      const server = { name: 'mail2', host: 'mail2.example.com', port: 587, daily_limit: 5, email_headers: headers };
      const login = { auth_protocol: 'plain', username: 'u', password: 'p' };
      await ask('PUT', '/api/settings', { 'app.max_send_errors': 7, smtp: [{ ...server, ...login }] });
      return '/api/settings';
    },
  },
  {
    what: 'a list',
    async make({ ask }) {
      const list = { name: 'News', type: 'public', optin: 'double', status: 'archived', tags: ['a'], description: 'x' };
      return `/api/lists/${(await ask('POST', '/api/lists', list)).body.data.id}`;
    },
  },
  {
    what: 'a subscriber',
    async make({ sql }) {
      const list = await makeList(sql);
      const { id } = await makeSubscriber(sql, { attribs: { a: [1, null] }, status: 'disabled', lists: [list.id] });
      return `/api/subscribers/${id}`;
    },
    written: ({ lists, ...rest }) => ({ ...rest, lists: ids(lists) }),
    needed: ['email'],
  },
  {
    what: 'a template',
    async make({ ask }) {
      const template = { name: 'Plain', subject: 'x', body: '<b>{{ content }}</b>' };
      return `/api/templates/${(await ask('POST', '/api/templates', template)).body.data.id}`;
    },
  },
  {
    what: 'a campaign',
    async make({ ask, sql }) {
      const list = await makeList(sql);
      const { id } = await makeCampaign(sql, { lists: [list.id], altbody: 'plain', priority: 'low', weight: 3 });
      const more = {
        send_windows: [{ days: ['mon'], start: '08:00', end: '12:00' }],
        send_at: '2026-03-05T08:00:00Z',
        tags: ['a'],
        headers: [{ 'X-A': 'b' }],
        attribs: { a: 1 },
      };
      expect((await ask('PUT', `/api/campaigns/${id}`, more)).status).toBe(200);
      return `/api/campaigns/${id}`;
    },
    written: ({ lists, ...rest }) => ({ ...rest, lists: ids(lists) }),
  },
  {
    what: 'a user',
    async make({ ask }) {
      const user = { username: 'ada', name: 'Ada', email: 'ada@example.com', password: 'open sesame' };
      return `/api/users/${(await ask('POST', '/api/users', user)).body.data.id}`;
    },
  },
];

for (const { what, make, written = (answer: Thing) => answer, needed = [] } of cases) {
  test(`PUT takes what GET answers of ${what}, and keeps what is absent`, async ({ ask, sql, clock }) => {
    const path = await make({ ask, sql });
    const before: Thing = (await ask('GET', path)).body.data;
    const whole = written(before);
    const least = Object.fromEntries(needed.map((key) => [key, whole[key]]));
    clock.advance(1);
    for (const body of [whole, least]) {
      expect(await ask('PUT', path, body)).toMatchObject({ status: 200 });
      const { updated_at: _, ...after } = (await ask('GET', path)).body.data;
      expect(before).toMatchObject(after);
    }
  });
}
