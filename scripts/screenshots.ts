import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../e2e/browser/chromium.ts';
import { type SmtpSink, smtpSink } from '../server/src/smtp/sink.ts';
import { bootShowcase, login, type Showcase } from './showcase.ts';

/*
 * Pictures for the README, in docs/images: of a Sluice that sends a campaign through six servers on this machine, one of
 * which has refused. Run it after the UI has changed: `npm run screenshots`.
 */

const target = join(import.meta.dirname, '../docs/images');

/** Where it is another than the others have. */
const sizes: Record<string, { width: number; height: number }> = {
  'settings-smtp': { width: 1200, height: 760 },
  phone: { width: 390, height: 844 },
};

const folder = await mkdtemp(join(tmpdir(), 'sluice-screenshots-'));
const reply = { code: 550, text: '5.4.5 Daily user sending limit exceeded' };
const sinks: Record<string, SmtpSink> = {
  mail3: await smtpSink({ name: 'mail3', script: (stage) => (stage === 'mail' ? reply : undefined) }),
};
for (const name of ['mail4', 'mail5', 'mail6', 'mail7', 'mail8']) sinks[name] = await smtpSink({ name });
const showcase = await bootShowcase({ folder, sinks });
const browser = await launchChromium();
try {
  await mkdir(target, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) await takeAll(browser, showcase, colorScheme);
} finally {
  await browser.close();
  await showcase.stop();
  await Promise.all(Object.values(sinks).map((sink) => sink.stop()));
  await rm(folder, { recursive: true, force: true });
}

async function takeAll(by: Browser, { url, campaignId }: Showcase, colorScheme: 'light' | 'dark'): Promise<void> {
  /** Where each is, and what is there once all has been loaded. */
  const pages = {
    dashboard: ['/admin/dashboard', '.recharts-bar-rectangle'],
    queue: ['/admin/queue', 'table td'],
    'settings-smtp': ['/admin/settings/smtp', 'text=email-mail8'],
    campaign: [`/admin/campaigns/${campaignId}`, '[aria-label^="Emails by day"] .recharts-bar-rectangle'],
    phone: ['/admin/queue', 'table td'],
  } as const;
  const context = await by.newContext({ baseURL: url, colorScheme, locale: 'en-GB', reducedMotion: 'reduce' });
  await context.request.post('/api/login', { data: login });
  const page = await context.newPage();
  for (const [name, [path, shown]] of Object.entries(pages)) {
    await page.setViewportSize(sizes[name] ?? { width: 1200, height: 1000 });
    await page.goto(path);
    await page.locator(shown).last().waitFor();
    await page.getByLabel('Loading').first().waitFor({ state: 'hidden' });
    await page.screenshot({ path: join(target, `${name}-${colorScheme}.png`) });
  }
  await context.close();
}
