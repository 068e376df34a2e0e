import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { fullest } from './judge-limits.ts';
import type { Plan } from './plan.ts';
import type { RoundRecord } from './round-record.ts';
import { utilisationIn } from './saturation.ts';
import type { Receipt } from './sink-process.ts';

const subject = 'round 1 campaign 1';
const receipt = (to: string, at: number, more: Partial<Receipt> = {}): Receipt => ({
  ...{ to, at, startedAt: at - 2, contentAt: at - 1, server: 'email-a', subject, ...more },
});
const row = (address: string, status: string) => ({ address, status, lastError: null, server: 'email-a' });
const server = { temperament: 'sound', dailyLimit: 0, maxConns: 1, latencyMs: 1, every: 1 } as const;

const plan: Plan = {
  round: 1,
  servers: [{ name: 'email-a', window: { max: 2, periodMs: 1_000 }, ...server }],
  people: [
    { address: 'reader-1-1@example.com', kind: 'reader', lists: ['a'] },
    { address: 'gone-2-1@example.com', kind: 'gone', lists: ['a'] },
  ],
  campaigns: [{ lists: ['a'], server: null }],
  events: [],
  endsWithMinute: false,
};

/** A round in which all went well, but for what is given. */
function recordWith(
  more: Partial<RoundRecord> = {},
  rows = [row('reader-1-1@example.com', 'sent'), row('gone-2-1@example.com', 'failed')],
): RoundRecord {
  const queue = Object.fromEntries(
    Map.groupBy(rows, ({ status }) => status)
      .entries()
      .map(([s, all]) => [s, all.length]),
  );
  return {
    ...{ plan, doubtful: {}, left: [], pauses: [], closings: [], disabled: [], edits: [], squeezes: [], kills: [] },
    ...{ uncertain: [], sentAgain: [], deserters: [], stuck: [], durationMs: 1 },
    receipts: [receipt('reader-1-1@example.com', 5_000)],
    campaigns: [{ subject, status: 'finished', toSend: rows.length, queue, rows }],
    ...more,
  };
}

const reader = 'reader-1-1@example.com';
const uncertain = { campaign: 0, address: reader, server: 'email-a', lastError: 'no reply' };
const stretch = { from: 4_000, until: 9_000 };

test('finds nothing in a round in which all went well', () => {
  expect(judge(recordWith(), [])).toMatchObject({ eligible: 2, accepted: 1, broken: [] });
});

test.for<[string, Partial<RoundRecord>]>([
  ['lost', { receipts: [] }],
  ['duplicate', { receipts: [receipt(reader, 5_000), receipt(reader, 9_000)] }],
  ['stranger', { receipts: [receipt(reader, 5_000), receipt('reader-9-1@example.com', 9_000)] }],
  ['uncertain without a reason', { uncertain: [uncertain] }],
  ['1 uncertain through kills', { uncertain: [uncertain], kills: [{ connections: 0 }] }],
  ['after leaving', { left: [{ address: reader, at: 4_747 }] }],
  ['after a pause', { pauses: [{ campaign: 0, from: 3_000, until: 9_000 }] }],
  ['outside the window', { closings: [{ ...stretch, isSudden: false }] }],
  ['through a disabled server', { disabled: [{ server: 'email-a', from: 3_000, until: 9_000 }] }],
  ['did not end', { stuck: ['campaign'] }],
  ['ended by itself', { deserters: ['worker'] }],
])('finds what is %s', ([what, more]) => {
  const { broken } = judge(recordWith(more), []);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toContain(what);
});

test('allows what the promises allow', () => {
  const fine: Partial<RoundRecord>[] = [
    { uncertain: [uncertain], kills: [{ connections: 1 }] },
    { uncertain: [uncertain], doubtful: { 'email-a': [reader] } },
    { left: [{ address: reader, at: 4_748 }] },
    { pauses: [{ campaign: 0, from: 4_000, until: 9_000 }] },
    { closings: [{ ...stretch, isSudden: true }] },
    { disabled: [{ server: 'email-a', ...stretch }] },
  ];
  for (const more of fine) expect(judge(recordWith(more), []).broken).toEqual([]);
});

test('sees when Sluice’s own word is not what servers accepted', () => {
  expect(judge(recordWith({}, [row(reader, 'failed'), row('gone-2-1@example.com', 'failed')]), []).broken).toEqual([
    expect.stringContaining('contradiction'),
  ]);
  const miscounted = recordWith();
  const [campaign] = miscounted.campaigns;
  expect(judge({ ...miscounted, campaigns: [{ ...campaign!, toSend: 3 }] }, []).broken).toHaveLength(1);
});

test('holds a limit against every stretch that ends with a message sent under it', () => {
  const times = [0, 10, 20, 1_015].map((at) => receipt(reader, at));
  expect(fullest(times, 1_000, () => true)).toBe(3);
  expect(fullest(times, 1_000, ({ at }) => at > 1_000)).toBe(2);
  expect(fullest(times, 1_000, () => false)).toBe(0);
});

test('a limit that was edited is held against what is sent a second later', () => {
  const edit = { server: 'email-a', requestedAt: 6_000, answeredAt: 6_010, window: { max: 1, periodMs: 1_000 } };
  const at = (...times: number[]) =>
    judge(recordWith({ edits: [edit], receipts: times.map((at) => receipt(reader, at)) }), []).limits;
  expect(at(6_500, 7_100)).toMatchObject([{ most: 0 }, { most: 2, max: 1 }]);
  expect(at(5_000, 5_001, 6_500)).toMatchObject([{ most: 2, max: 2 }, { most: 0 }]);
});

test('the utilisation is the time that an exact log would take, by the time taken', () => {
  const receipts = [0, 1, 1_250, 1_251, 2_500].map((at) => receipt(reader, at));
  expect(utilisationIn(recordWith({ receipts }))).toEqual([{ name: '2 in 1000 ms', used: 0.8 }]);
});
