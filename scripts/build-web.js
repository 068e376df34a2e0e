// Builds the web UI into web/dist. Run by `npm ci` itself (as `prepare`), so by whatever Node npm has: plain JavaScript.
import { existsSync } from 'node:fs';

// A copy without the UI's sources, such as one made for a worker, is no mistake.
if (existsSync(new URL('../web/index.html', import.meta.url))) {
  // Tests that build have `test` there, by which React's development version would be taken: slow, and half as large again.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  const { fileURLToPath } = await import('node:url');
  await build({ root: fileURLToPath(new URL('../web', import.meta.url)), logLevel: 'warn' });
}
