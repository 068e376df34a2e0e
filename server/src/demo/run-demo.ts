import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { removeDataFolder } from '../db/data-folder.ts';
import { smtpSink } from '../smtp/sink.ts';
import { type AskApi, apiClient } from './api-client.ts';
import { demoServers } from './demo-servers.ts';
import { type LedgerReport, ledgerReport } from './ledger-report.ts';
import type { CampaignProgress, ServerCapacity, Snapshot } from './progress.ts';
import { readLedger } from './read-ledger.ts';
import { configureServers, importList, type ListeningServer, startCampaign } from './send-campaign.ts';
import { startSluiceProcess } from './sluice-process.ts';
import { eligibleOf, inventSubscribers, readSubscriberFile, type SubscriberFile } from './subscriber-file.ts';

const sample = new URL('../../sample/subscribers.csv', import.meta.url);
const timeZone = 'UTC';
const lookEveryMs = 200;
/** A campaign that gets nowhere for this long has failed. */
const patienceMs = 30_000;

/** What the demo is to do, and where it tells of it. */
export interface DemoOptions {
  /** Unless given, the sample file is imported. */
  recipients: number | undefined;
  tell(line: string): void;
  show(snapshot: Snapshot): void;
  /** Ends the demo early when it aborts. */
  signal: AbortSignal;
  /** Gets the report and where Sluice is to be found; everything goes when this resolves. */
  present(report: LedgerReport, at: { url: string; username: string; password: string }): Promise<void>;
}

/** The whole way of a campaign, seen from outside: a Sluice of its own, three SMTP servers, and their word on it. */
export async function runDemo({ recipients, tell, show, signal, present }: DemoOptions): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'sluice-demo-'));
  let isFolderKept = false;
  stack.defer(async () => {
    if (!isFolderKept) await rm(folder, { recursive: true, force: true });
  });
  await chmod(folder, 0o711); // run by root, PostgreSQL is another user

  const file =
    recipients === undefined ? readSubscriberFile(await readFile(sample, 'utf8')) : inventSubscribers(recipients);
  const servers = await startServers(file.rows.length, folder, stack);
  const login = { username: 'admin', password: randomBytes(9).toString('base64url') };
  tell('Starting Sluice with a PostgreSQL of its own…');
  const dataDir = join(folder, 'data');
  stack.defer(() => removeDataFolder(dataDir));
  const sluice = await startSluiceProcess({
    env: { SLUICE_DATA_DIR: dataDir, SLUICE_PORT: '0', SLUICE_ADMIN_PASSWORD: login.password },
    logFile: join(folder, 'sluice.log'),
  });
  stack.defer(async () => void (await sluice.stop()));
  const ask = apiClient(sluice.url, login);
  await configureServers(ask, { servers, rootUrl: sluice.url, timeZone });
  const eligible = await sendTo(file, { ask, tell, show, signal });
  signal.throwIfAborted();

  const receipts = (await Promise.all(servers.map(({ ledgerFile }) => readLedger(ledgerFile)))).flat();
  const report = ledgerReport(receipts, { eligible, servers, timeZone });
  await present(report, { url: sluice.url, ...login });
  if (report.isRight) return;
  isFolderKept = true;
  tell(`The ledgers and Sluice's log are in ${folder}.`);
}

async function startServers(
  recipients: number,
  folder: string,
  stack: AsyncDisposableStack,
): Promise<(ListeningServer & { ledgerFile: string })[]> {
  return Promise.all(
    demoServers(recipients).map(async (server) => {
      const ledgerFile = join(folder, `${server.name}.ledger`);
      const sink = await smtpSink({ name: server.name, file: ledgerFile });
      stack.defer(() => sink.stop());
      return { ...server, port: sink.port, ledgerFile };
    }),
  );
}

/** Imports the file and sends a campaign to it. @returns Who was to be mailed. */
async function sendTo(
  file: SubscriberFile,
  { ask, tell, show, signal }: { ask: AskApi } & Pick<DemoOptions, 'tell' | 'show' | 'signal'>,
): Promise<string[]> {
  const { listId, imported, rejected, rejects } = await importList(ask, file.csv);
  tell(`Imported ${imported} subscribers from ${file.rows.length} rows; ${rejected} were rejected as bad or repeated.`);
  const campaignId = await startCampaign(ask, listId);
  tell('Started the campaign with the messenger "automatic (queue-based)".\n');

  const begunAt = performance.now();
  for (let sent = -1, movedAt = begunAt; ; ) {
    const [campaign, servers] = await Promise.all([
      ask<CampaignProgress>('GET', `/api/campaigns/${campaignId}?no_body=true`),
      ask<ServerCapacity[]>('GET', '/api/queue/servers'),
    ]);
    const now = performance.now();
    const isOver = campaign.status !== 'running';
    show({ campaign, servers, elapsedSeconds: (now - begunAt) / 1000 });
    if (campaign.queue.sent !== sent) [sent, movedAt] = [campaign.queue.sent, now];
    if (isOver || signal.aborted) break;
    if (now - movedAt > patienceMs) {
      tell(`Nothing has been sent for ${patienceMs / 1000} seconds: giving up.`);
      break;
    }
    await delay(lookEveryMs, undefined, { signal }).catch(() => {});
  }
  return eligibleOf(file, rejects);
}
