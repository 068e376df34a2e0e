import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { vi } from 'vitest';
import { type Config, readConfig } from '../../server/src/config.ts';
import { type AskApi, apiClient } from '../../server/src/demo/api-client.ts';
import { logLines } from '../../server/src/log-lines.ts';
import { type Sluice, startSluice } from '../../server/src/main.ts';
import { test as base } from '../../test/harness.ts';
import { launchChromium } from './chromium.ts';

// A browser and a whole system start slowly on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Longest that an element is waited for. */
const patienceMs = 30_000;

export const login = { username: 'admin', password: 'correct horse battery' };

/** A whole Sluice that runs in this process, on the test's own database. */
export interface Booted {
  url: string;
  admin: Sluice['admin'];
  /** Asks its API as the admin. */
  ask: AskApi;
}

interface Fixtures {
  /** One browser for all tests of a file. */
  browser: Browser;
  /** What is set in the environment of `sluice`, unless the test says otherwise. */
  env: Record<string, string>;
  sluice: Booted;
  /** A browser of someone who has never been here. */
  context: BrowserContext;
  /** A page of someone who is not signed in: `page.goto('/admin/queue')`. */
  visitor: Page;
  /** A page of the admin. A test fails if a script of a page does, or if the page's policy has to refuse something. */
  page: Page;
}

/** `test` for what is done in a browser: all tables are empty, but for the admin, when a test begins. */
export const test = base.extend<Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern
    async ({}, use) => {
      const browser = await launchChromium();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  env: { SLUICE_ADMIN_PASSWORD: login.password },
  // `sql` empties the tables when the system has stopped.
  sluice: async ({ database, sql, env }, use) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sluice-browser-'));
    const config: Config = {
      ...readConfig({ SLUICE_DATA_DIR: dataDir, SLUICE_PORT: '0', ...env }, false),
      databaseUrl: database.url,
    };
    await sql`insert into configuration (version) values (1) on conflict do nothing`;
    const lines = logLines(); // where the log goes, and nowhere else
    const sluice = await startSluice('serve', config, { log: pino({ level: 'info', base: null }, lines), lines });
    const url = `http://127.0.0.1:${sluice.port}`;
    await use({ url, admin: sluice.admin, ask: apiClient(url, login) });
    await sluice.stop();
    await rm(dataDir, { recursive: true });
  },
  context: async ({ browser, sluice }, use) => {
    const context = await browser.newContext({ baseURL: sluice.url, locale: 'en-GB', reducedMotion: 'reduce' });
    context.setDefaultTimeout(patienceMs);
    const faults: string[] = [];
    context.on('weberror', (error) => faults.push(String(error.error())));
    context.on('console', (message) => {
      if (message.type() === 'error' && !/^Failed to load resource/.test(message.text())) faults.push(message.text());
    });
    await use(context);
    await context.close();
    if (faults.length > 0) throw new Error(`In the browser:\n${faults.join('\n')}`);
  },
  visitor: async ({ context }, use) => use(await context.newPage()),
  page: async ({ context }, use) => {
    const answer = await context.request.post('/api/login', { data: login });
    if (!answer.ok()) throw new Error(`Signing in was answered ${answer.status()}`);
    await use(await context.newPage());
  },
});
