import { pino } from 'pino';
import { fakeClock } from '../../../test/fake-clock.ts';
import { expect, test } from '../../../test/harness.ts';
import { runningCampaign } from '../../../test/queue-world.ts';
import { updateCampaign } from '../campaigns/update-campaign.ts';
import { systemClock } from '../clock.ts';
import { connect } from '../db/connect.ts';
import { type SettingsChanges, saveSettings } from '../settings/save-settings.ts';
import { secretsFrom } from '../settings/secret-box.ts';
import { smtpSink } from '../smtp/sink.ts';
import { queueProcessor } from './queue-processor.ts';

const secrets = secretsFrom(Buffer.alloc(32, 7));
const withinMs = 1_000;

/** A worker of its own: its own connections, and what it logs, as events. */
function makeWorker(url: string) {
  const sql = connect(url);
  const takenUp = new Map<string, { promise: Promise<number>; resolve: (at: number) => void }>();
  const onVersion = (version: string) => {
    if (!takenUp.has(version)) takenUp.set(version, Promise.withResolvers<number>());
    return takenUp.get(version)!;
  };
  const log = pino(
    {},
    {
      write(line) {
        const { msg, version } = JSON.parse(line);
        if (msg === 'settings taken up') onVersion(version).resolve(Date.now());
      },
    },
  );
  const processor = queueProcessor({ sql, clock: systemClock, log, secrets });
  return {
    ...processor,
    /** When it took up this version of the settings. */
    takenUp: (version: string) => onVersion(version).promise,
    async stop() {
      await processor.stop();
      await sql.end();
    },
  };
}

test('a server, a limit or a window that is added, edited or taken away is so in every worker within a second', async ({
  database,
  sql,
}) => {
  const clock = systemClock;
  const deps = { sql, clock, secrets };
  const begun: { sink: string; at: number }[] = [];
  const [first, second] = await Promise.all(
    ['first', 'second'].map((name) =>
      smtpSink({
        name,
        script(stage) {
          if (stage === 'mail') begun.push({ sink: name, at: Date.now() });
          return undefined;
        },
      }),
    ),
  );
  const serverOf = (name: string, port: number) => ({ name, host: '127.0.0.1', port, max_conns: 2 });
  const one = serverOf('first', first!.port);
  const other = serverOf('second', second!.port);
  const hourly = (max: number) => ({ limits: [{ max, period: '1h' }] });

  // Nothing but what is announced wakes a worker.
  await saveSettings(deps, { 'app.timezone': 'UTC', 'app.queue_poll_interval': '1h' });
  const campaign = await runningCampaign({ sql, clock: fakeClock(new Date(0)) }, 400);
  const workers = [makeWorker(database.url), makeWorker(database.url)];
  for (const worker of workers) await worker.start();

  /** Saves, and answers when that was; every worker has taken it up within a second. */
  async function change(changes: SettingsChanges): Promise<number> {
    await saveSettings(deps, changes);
    const at = Date.now();
    const [row] = await sql<[{ version: string }]>`select version from configuration`;
    for (const worker of workers) expect((await worker.takenUp(row.version)) - at).toBeLessThan(withinMs);
    return at;
  }
  const nothingLeft = () => Promise.all(workers.map((worker) => worker.settled()));

  // A server that is added, with a limit of its own.
  let since = await change({ smtp: [{ ...one, ...hourly(6) }] });
  await first!.waitFor(6);
  expect(first!.ledger[0]!.at - since).toBeLessThan(withinMs);
  await nothingLeft();
  expect(first!.ledger).toHaveLength(6);

  // A limit that is edited: what was sent counts.
  since = await change({ smtp: [{ ...one, ...hourly(10) }] });
  await first!.waitFor(10);
  expect(first!.ledger[6]!.at - since).toBeLessThan(withinMs);
  await nothingLeft();
  expect(first!.ledger).toHaveLength(10);

  // A window that closes for most of the week, though the limit is raised; and that is taken away.
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const farDay = days[(clock.now().getUTCDay() + 3) % 7]!;
  const closed = [{ days: [farDay], start: '08:00', end: '12:00' }];
  await change({ 'app.send_windows': closed, smtp: [{ ...one, ...hourly(15) }] });
  await nothingLeft();
  expect(first!.ledger).toHaveLength(10);
  since = await change({ 'app.send_windows': [] });
  await first!.waitFor(15);
  expect(first!.ledger[10]!.at - since).toBeLessThan(withinMs);

  // A campaign's own window, the same.
  await updateCampaign(deps, campaign.id, { sendWindows: closed });
  await change({ smtp: [{ ...one, ...hourly(20) }] });
  await nothingLeft();
  expect(first!.ledger).toHaveLength(15);
  await updateCampaign(deps, campaign.id, { sendWindows: [] });
  since = Date.now();
  await first!.waitFor(20);
  expect(first!.ledger[15]!.at - since).toBeLessThan(withinMs);

  // A server that is disabled while it is sending, with another in its place: not one more message begins with it.
  await change({ smtp: [{ ...one, limits: [] }] });
  await first!.waitFor(24);
  since = await change({ smtp: [{ ...one, enabled: false }, other] });
  await second!.waitFor(10);
  expect(second!.ledger[0]!.at - since).toBeLessThan(withinMs);
  await nothingLeft();
  expect(Math.max(...begun.filter(({ sink }) => sink === 'first').map(({ at }) => at)) - since).toBeLessThan(withinMs);

  for (const worker of workers) await worker.stop();
  await Promise.all([first!.stop(), second!.stop()]);
  expect(first!.ledger.length + second!.ledger.length).toBe(400);
  const [used] = await sql<[{ n: number }]>`select count(distinct worker_id)::int as n from attempts`;
  expect(used.n).toBe(2);
}, 30_000);
