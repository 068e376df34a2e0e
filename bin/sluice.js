#!/usr/bin/env node
// Starts Sluice with the Node that it was made for: this one, or else that of the npm package `node` beside it.
// Plain JavaScript that any Node from 20 up understands.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const oldestMajor = 26;
/** Compiled code, kept from start to start; beside the program, so that only who may change that can write it. */
const cache = fileURLToPath(new URL('../node_modules/.cache/sluice', import.meta.url));
/** Half of what V8 lets new space grow to by itself, for which it is no faster (docs/performance.md); `npm start` says so too. */
const options = ['--max-semi-space-size=16'];
const program = new URL('../server/src/cli/sluice.ts', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= oldestMajor) {
  module.enableCompileCache(cache);
  await import(program.href);
} else {
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = fileURLToPath(new URL(`../node_modules/node/bin/${executable}`, import.meta.url));
  if (existsSync(node)) {
    const env = { NODE_COMPILE_CACHE: cache, ...process.env };
    const child = spawn(node, [...options, fileURLToPath(program), ...process.argv.slice(2)], {
      stdio: 'inherit',
      env,
    });
    // Ctrl-C reaches both; what comes twice within a moment counts once (see server/src/cli/shutdown-signal.ts).
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
  } else {
    console.error(`sluice: Node ${oldestMajor} is not there, this is ${process.version}: run npm ci`);
    process.exitCode = 1;
  }
}
