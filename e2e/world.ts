import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { removeDataFolder } from '../server/src/db/data-folder.ts';
import { type AskApi, apiClient } from '../server/src/demo/api-client.ts';
import { type LedgerReport, ledgerReport, type Receipt, type ServerLimits } from '../server/src/demo/ledger-report.ts';
import type { CampaignProgress } from '../server/src/demo/progress.ts';
import { configureServers, importList, startCampaign } from '../server/src/demo/send-campaign.ts';
import { type SluiceProcess, startSluiceProcess } from '../server/src/demo/sluice-process.ts';
import { eligibleOf, inventSubscribers } from '../server/src/demo/subscriber-file.ts';
import { smtpSink } from '../server/src/smtp/sink.ts';

// Processes start slowly on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 90_000 });

const login = { username: 'admin', password: 'correct horse battery' };
const timeZone = 'UTC';

/** Three servers that take 350 messages a second together. */
const threeServers: ServerLimits[] = [
  { name: 'email-north', dailyLimit: null, slidingWindow: { max: 150, periodMs: 1000 } },
  { name: 'email-south', dailyLimit: null, slidingWindow: { max: 240, periodMs: 2000 } },
  { name: 'email-west', dailyLimit: 500, slidingWindow: { max: 240, periodMs: 3000 } },
];

/** A Sluice in processes of its own, with SMTP servers and people to mail; all of it goes with the test. */
export interface World {
  dataDir: string;
  start(command?: string, env?: Record<string, string>): Promise<SluiceProcess>;
  /** Configures the servers, imports everyone, and starts a campaign; answers its id. */
  begin(sluice: SluiceProcess): Promise<number>;
  campaign(sluice: SluiceProcess, id: number): Promise<CampaignProgress>;
  /** Moves a campaign to another status; answers when the API has, in milliseconds since 1970. */
  setStatus(sluice: SluiceProcess, id: number, status: string): Promise<number>;
  /** What the servers accepted. */
  receipts(): Receipt[];
  report(): LedgerReport;
  /** Calls back in the moment when so many messages in all have arrived, before the last of them is acknowledged. */
  onceReceived(count: number, act: () => void): Promise<void>;
  /** From now on the servers do not reply to what arrives. What is returned has them accept it all, and go on. */
  holdReplies(): () => void;
}

export async function makeWorld({
  recipients,
  servers = threeServers,
  env = {},
}: {
  recipients: number;
  servers?: ServerLimits[];
  env?: Record<string, string>;
}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-e2e-'));
  await chmod(folder, 0o711); // run by root, PostgreSQL is another user
  const dataDir = join(folder, 'data');
  const people = inventSubscribers(recipients);
  const processes: SluiceProcess[] = [];
  let received = 0;
  let replies: Promise<void> | undefined;
  let watches: { count: number; act: () => void }[] = [];

  async function receive(): Promise<undefined> {
    received++;
    const due = watches.filter(({ count }) => received >= count);
    watches = watches.filter(({ count }) => received < count);
    for (const { act } of due) act();
    await replies;
  }

  const sinks = await Promise.all(
    servers.map(({ name }) => smtpSink({ name, script: (stage) => (stage === 'end-of-data' ? receive() : undefined) })),
  );
  onTestFinished(async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await Promise.all(sinks.map((sink) => sink.stop()));
    await removeDataFolder(dataDir);
    await rm(folder, { recursive: true, force: true });
  });

  const askOf = (sluice: SluiceProcess): AskApi => apiClient(sluice.url, login);
  const receipts = () => sinks.flatMap(({ ledger }) => ledger);
  return {
    dataDir,
    async start(command = 'serve', more = {}) {
      const sluice = await startSluiceProcess({
        command,
        env: { SLUICE_DATA_DIR: dataDir, SLUICE_PORT: '0', SLUICE_ADMIN_PASSWORD: login.password, ...env, ...more },
        logFile: join(folder, 'sluice.log'),
      });
      processes.push(sluice);
      return sluice;
    },
    async begin(sluice) {
      const ask = askOf(sluice);
      const listening = servers.map((server, i) => ({
        ...server,
        port: sinks[i]!.port,
        fromEmail: `news@${server.name}.example.com`,
      }));
      await configureServers(ask, { servers: listening, rootUrl: sluice.url, timeZone });
      const { listId } = await importList(ask, people.csv);
      return startCampaign(ask, listId);
    },
    campaign: (sluice, id) => askOf(sluice)('GET', `/api/campaigns/${id}?no_body=true`),
    async setStatus(sluice, id, status) {
      await askOf(sluice)('PUT', `/api/campaigns/${id}/status`, { status });
      return Date.now();
    },
    receipts,
    report: () => ledgerReport(receipts(), { eligible: eligibleOf(people, ''), servers, timeZone }),
    holdReplies() {
      const { promise, resolve } = Promise.withResolvers<void>();
      replies = promise;
      return () => {
        replies = undefined;
        resolve();
      };
    },
    onceReceived: (count, act) =>
      new Promise((resolve) => {
        watches.push({
          count,
          act() {
            act();
            resolve();
          },
        });
      }),
  };
}

/** How a campaign stands once nothing of it is queued or being sent. */
export async function settled(world: World, sluice: SluiceProcess, campaignId: number): Promise<CampaignProgress> {
  const ask = () => world.campaign(sluice, campaignId);
  await expect
    .poll(() => ask().then(({ to_send, queue }) => to_send > 0 && queue.queued + queue.sending === 0), {
      timeout: 40_000,
      interval: 100,
    })
    .toBe(true);
  return ask();
}
