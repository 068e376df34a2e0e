import { join } from 'node:path';
import { apiClient } from '../server/src/demo/api-client.ts';
import { importList, startCampaign } from '../server/src/demo/send-campaign.ts';
import { startSluiceProcess } from '../server/src/demo/sluice-process.ts';
import { inventSubscribers } from '../server/src/demo/subscriber-file.ts';
import type { SmtpSink } from '../server/src/smtp/sink.ts';

/** Who is signed in on the pictures. */
export const login = { username: 'admin', password: 'screenshots only' };

/** A Sluice that is sending a campaign. */
export interface Showcase {
  url: string;
  campaignId: number;
  stop(): Promise<void>;
}

const recipients = 3000;
const sentBefore = 400;

/** Boots it with a server for each sink, and waits until the campaign is well under way. */
export async function bootShowcase({
  folder,
  sinks,
}: {
  folder: string;
  sinks: Record<string, SmtpSink>;
}): Promise<Showcase> {
  const sluice = await startSluiceProcess({
    env: { SLUICE_DATA_DIR: join(folder, 'data'), SLUICE_PORT: '0', SLUICE_ADMIN_PASSWORD: login.password },
    logFile: join(folder, 'sluice.log'),
  });
  const ask = apiClient(sluice.url, login);
  await ask('PUT', '/api/settings', {
    ...{ 'app.root_url': 'https://news.example.com', 'app.timezone': 'UTC' },
    smtp: Object.entries(sinks).map(([name, { port }], i) => ({
      ...{ name, host: '127.0.0.1', port, from_email: `adam@${name}.example.com`, daily_limit: 200 + 100 * i },
      ...{ sliding_window: true, sliding_window_rate: 3, sliding_window_duration: '1s' },
    })),
  });
  const { listId } = await importList(ask, inventSubscribers(recipients).csv);
  const campaignId = await startCampaign(ask, listId);
  for (let sent = 0; sent < sentBefore; ) {
    await Promise.race(Object.values(sinks).map((sink) => sink.waitFor(sink.ledger.length + 1)));
    sent = Object.values(sinks).reduce((sum, { ledger }) => sum + ledger.length, 0);
  }
  return { url: sluice.url, campaignId, stop: async () => void (await sluice.stop()) };
}
