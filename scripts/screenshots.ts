import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../e2e/browser/chromium.ts';
import { apiClient } from '../server/src/demo/api-client.ts';
import { demoServers } from '../server/src/demo/demo-servers.ts';
import { configureServers, importList, startCampaign } from '../server/src/demo/send-campaign.ts';
import { startSluiceProcess } from '../server/src/demo/sluice-process.ts';
import { inventSubscribers } from '../server/src/demo/subscriber-file.ts';
import { smtpSink } from '../server/src/smtp/sink.ts';

/* Pictures of the pages in docs/screenshots, for the README: of a Sluice that is sending the demo's campaign. */

const pages = { queue: '/admin/queue', performance: '/admin/settings/performance' };
const recipients = 1000;
const login = { username: 'admin', password: 'screenshots only' };

const target = join(import.meta.dirname, '../docs/screenshots');
const folder = await mkdtemp(join(tmpdir(), 'sluice-screenshots-'));
const dataDir = join(folder, 'data');
const servers = demoServers(recipients);
const sinks = await Promise.all(servers.map(({ name }) => smtpSink({ name })));
const sluice = await startSluiceProcess({
  env: { SLUICE_DATA_DIR: dataDir, SLUICE_PORT: '0', SLUICE_ADMIN_PASSWORD: login.password },
  logFile: join(folder, 'sluice.log'),
});
const browser = await launchChromium();
try {
  const ask = apiClient(sluice.url, login);
  const listening = servers.map((server, i) => ({ ...server, port: sinks[i]!.port }));
  await configureServers(ask, { servers: listening, rootUrl: sluice.url, timeZone: 'UTC' });
  const { listId } = await importList(ask, inventSubscribers(recipients).csv);
  await startCampaign(ask, listId);
  await Promise.race(sinks.map((sink) => sink.waitFor(20)));

  await mkdir(target, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      ...{ baseURL: sluice.url, colorScheme, locale: 'en-GB', viewport: { width: 1280, height: 860 } },
    });
    await context.request.post('/api/login', { data: login });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByLabel('Loading').first().waitFor({ state: 'hidden' });
      await page.screenshot({ path: join(target, `${name}-${colorScheme}.png`) });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await sluice.stop();
  await Promise.all(sinks.map((sink) => sink.stop()));
  await rm(folder, { recursive: true, force: true });
}
