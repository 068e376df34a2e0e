import { pino } from 'pino';
import type { FakeClock } from '../../../test/fake-clock.ts';
import { describe, expect, test } from '../../../test/harness.ts';
import type { Pool } from '../db/connect.ts';
import { withLimits } from '../queue/limits-transaction.ts';
import { saveServerStates } from '../queue/usage-store.ts';
import { saveSettings } from '../settings/save-settings.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import type { SmtpServerChanges } from '../settings/smtp-server.ts';
import { withLiveLimits } from './live-limits.ts';

const secrets = secretsFrom(Buffer.alloc(32, 7));
const server = {
  name: 'mail2',
  host: 'mail2.example.com',
  port: 587,
  auth_protocol: 'plain',
  username: 'adam',
  password: 'wrong',
} as const;

/** A worker's view of one server, which `set` changes and `fail` breaks. */
async function world({ sql, clock }: { sql: Pool; clock: FakeClock }) {
  const deps = withLiveLimits({ sql, clock, secrets, log: pino({ level: 'silent' }) });
  const set = (changes: Partial<SmtpServerChanges>) => saveSettings(deps, { smtp: [{ ...server, ...changes }] });
  await set({});
  const [row] = await sql<{ uuid: string }[]>`select uuid from smtp_servers`;
  const health = () =>
    withLimits(deps, async (_tx, { usage }) => {
      const state = usage.servers.get(row!.uuid);
      return state ? { failures: state.failures, reason: state.reason, isAside: state.asideUntil !== null } : null;
    });
  await health();
  const fail = () => {
    const state = {
      failures: 8,
      asideUntil: clock.in(900),
      reason: '535 no',
      lastUsedAt: clock.now(),
      faultCampaignId: 1,
      ...{ slowedIntervalMs: 5_000, slowedAt: clock.now(), healthChangedAt: clock.now() },
    };
    return saveServerStates(sql, new Map([[row!.uuid, state]]));
  };
  return { deps, set, fail, health };
}

describe('a server that was set aside', () => {
  test.for<[string, Partial<SmtpServerChanges>]>([
    ['its password', { password: 'right' }],
    ['its host', { host: 'mail2.example.net' }],
    ['its sender', { from_email: 'adam@mail2.example.com' }],
    ['its certificate check', { tls_skip_verify: true }],
  ])('is tried at once when %s has been corrected', async ([, changes], { sql, clock }) => {
    const { set, fail, health } = await world({ sql, clock });
    await fail();
    await set(changes);
    expect(await health()).toEqual({ failures: 0, reason: null, isAside: false });
    expect(await sql`select from_health, to_health, reply, until, changed_by from smtp_server_events`).toEqual([
      {
        ...{
          fromHealth: expect.stringMatching(/parked|probing/),
          toHealth: 'healthy',
          reply: 'Its settings were changed',
        },
        ...{ until: null, changedBy: null },
      },
    ]);
  });

  test('or was slowed is at its full rate', async ({ sql, clock }) => {
    const { set, fail, health } = await world({ sql, clock });
    await fail();
    await sql`update smtp_server_state set failures = 0, aside_until = null`;
    await set({ host: 'mail2.example.net' });
    expect(await health()).toMatchObject({ failures: 0, reason: null });
    expect(await sql`select slowed_interval_ms, slowed_at from smtp_server_state`).toEqual([
      { slowedIntervalMs: null, slowedAt: null },
    ]);
    expect(await sql`select from_health from smtp_server_events`).toEqual([{ fromHealth: 'slowed' }]);
  });

  test('stays so when nothing of its connection has changed', async ({ sql, clock }) => {
    const { set, fail, health } = await world({ sql, clock });
    await fail();
    await set({ password: '', daily_limit: 7 });
    expect(await health()).toMatchObject({ failures: 8, isAside: true });
    expect(await sql`select from smtp_server_events`).toEqual([]);
  });
});

test('what a change of settings asks for is done again when its transaction failed', async ({ sql, clock }) => {
  const { deps, set, fail, health } = await world({ sql, clock });
  await fail();
  await set({ password: 'right', sliding_window: true, sliding_window_rate: 2, sliding_window_duration: '1h' });
  const failing = withLimits(deps, async () => {
    throw new Error('the database went away');
  });
  await expect(failing).rejects.toThrow('went away');
  expect(await sql`select from smtp_rate_limit_state`).toHaveLength(0);
  expect(await health()).toMatchObject({ failures: 0, isAside: false });
  expect(await sql`select from smtp_rate_limit_state`).toHaveLength(1);
});
