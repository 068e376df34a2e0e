import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { makeSmtpServer } from '../../../test/factories.ts';
import { test as base, expect } from '../../../test/harness.ts';
import { runningCampaign } from '../../../test/queue-world.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { smtpSink } from '../smtp/sink.ts';
import { parseJournal } from './journal-text.ts';
import { queueProcessor } from './queue-processor.ts';

const log = pino({ level: 'silent' });
const secrets = secretsFrom(Buffer.alloc(32, 7));

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-no-return-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

function journalIn(folder: string) {
  const [name] = readdirSync(folder);
  const { handedOver, outcomes } = parseJournal(readFileSync(join(folder, name!), 'utf8'))!;
  return { handedOver: [...handedOver], outcomes: [...outcomes].map(([id, { outcome }]) => `${id} ${outcome.kind}`) };
}

test('the journal names a message before its content is written, and its outcome before that is settled', async ({
  sql,
  clock,
  folder,
}) => {
  const seen: unknown[] = [];
  const sink = await smtpSink({
    script: (stage) => {
      if (stage === 'rcpt' || stage === 'data') seen.push(journalIn(folder));
      return undefined;
    },
  });
  await makeSmtpServer(sql, { port: sink.port, maxConns: 1 });
  await runningCampaign({ sql, clock }, 2);
  const processor = queueProcessor({ sql, clock, log, secrets }, { leaseMs: 3_600_000, journalFolder: folder });
  await processor.start();
  await processor.settled();
  const [first, second] = (await sql<{ id: string }[]>`select id from attempts order by id`).map(({ id }) => id);
  const outcomes = [`${first} accepted`];
  expect(seen).toEqual([
    { handedOver: [], outcomes: [] },
    { handedOver: [first], outcomes: [] },
    { handedOver: [first], outcomes },
    { handedOver: [first, second], outcomes },
  ]);
  await processor.stop();
  expect(readdirSync(folder)).toEqual([]);
  await sink.stop();
});

test('what was begun under a lease that is lost is not handed over under the next one', async ({
  sql,
  clock,
  folder,
}) => {
  const atRcpt = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<undefined>();
  const sink = await smtpSink({
    script(stage) {
      if (stage !== 'rcpt') return undefined;
      atRcpt.resolve();
      return goOn.promise;
    },
  });
  await makeSmtpServer(sql, { port: sink.port, maxConns: 1 });
  await runningCampaign({ sql, clock }, 1);
  const processor = queueProcessor({ sql, clock, log, secrets }, { leaseMs: 20_000, journalFolder: folder });
  await processor.start();
  await atRcpt.promise;
  const workerIds = async () => (await sql<{ id: string }[]>`select id from workers`).map(({ id }) => id);
  const [lost] = await workerIds();
  await sql`delete from workers`;
  await clock.idle(2);
  clock.advance(5);
  await clock.idle(2);
  expect(await workerIds()).toEqual([expect.not.stringMatching(lost!)]);

  goOn.resolve(undefined);
  await processor.settled();
  expect(sink.ledger).toEqual([]);
  await processor.stop();
  await sink.stop();
});
