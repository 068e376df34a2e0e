import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export { expect } from 'vitest';

/** WCAG 2.2, levels A and AA, and what axe counts as good practice. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const layoutMs = 10_000;

/** Waits until it is seen. @throws if that takes too long. */
export async function expectVisible(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'visible' });
}

/** The input with this label, whether or not a mark says that it is required. */
export function field(within: Page | Locator, label: string): Locator {
  return within.getByLabel(new RegExp(`^${RegExp.escape(label)}( \\*)?$`));
}

/** axe finds nothing to mend on the page as it is now, by all rules or by those named. */
export async function expectAccessible(page: Page, names?: string[]): Promise<void> {
  // Colours that are fading in would be judged on the way. A cursor that blinks does so for ever.
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  await page.evaluate(`Promise.all(
    document.getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished.catch(() => {})),
  )`);
  // By the debugger's own channel: the page's policy lets no script in. It stays until the page is left.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (options) => (globalThis as unknown as { axe: typeof axe }).axe.run(options),
    { runOnly: names ? { type: 'rule' as const, values: names } : rules, resultTypes: ['violations' as const] },
  );
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  }));
  expect(found).toEqual([]);
}

/**
 * The page as it is, in light and dark and on a telephone, is accessible, and on the telephone nothing but tables has to be
 * scrolled sideways. In dark nothing but colours is another than in light, and the telephone is looked at in dark.
 */
export async function expectGoodEverywhere(page: Page): Promise<void> {
  const before = page.viewportSize();
  await expectScheme(page, 'light');
  await expectAccessible(page);
  await expectScheme(page, 'dark');
  await expectAccessible(page, ['color-contrast', 'link-in-text-block']);
  await page.setViewportSize(phone);
  await expectAccessible(page);
  // Editors and previews measure themselves once more after the page has become narrow.
  const width = () => page.evaluate('document.documentElement.scrollWidth');
  await expect.poll(width, { timeout: layoutMs }).toBeLessThanOrEqual(phone.width);
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
}

async function expectScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
}

export const phone = { width: 360, height: 740 };
