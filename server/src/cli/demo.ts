import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { LedgerReport } from '../demo/ledger-report.ts';
import { AppError } from '../errors.ts';
import { shutdownSignal } from './shutdown-signal.ts';

interface Options {
  recipients?: number;
  json?: string;
  keep?: true;
}

export const demoCommand = () =>
  new Command('demo')
    .description('send a campaign through three SMTP servers on this machine, and check what they wrote down')
    .option('--recipients <number>', 'make up this many instead of importing the sample file', count)
    .option('--json <file>', 'write the report there as JSON')
    .option('--keep', 'leave it running at the end, to look at')
    .action(demo);

async function demo({ recipients, json, keep }: Options): Promise<void> {
  // Its SMTP servers are no part of a Sluice that sends.
  const { liveDisplay } = await import('../demo/live-display.ts');
  const { reportText } = await import('../demo/report-text.ts');
  const { runDemo } = await import('../demo/run-demo.ts');
  const stopping = new AbortController();
  const interrupted = shutdownSignal().then((name) =>
    stopping.abort(new AppError('unavailable', `the demo was stopped by ${name}`)),
  );

  async function present(report: LedgerReport, at: { url: string; username: string; password: string }): Promise<void> {
    for (const line of ['', ...reportText(report)]) console.log(line);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
    process.exitCode = report.isRight ? 0 : 1;
    if (!keep) return;
    console.log(`\nSluice is still running at ${at.url}: sign in as ${at.username} with the password ${at.password}`);
    console.log('Ctrl-C ends it and removes everything.');
    await interrupted;
  }

  await runDemo({
    recipients,
    tell: (line) => console.log(line),
    show: liveDisplay(process.stdout),
    signal: stopping.signal,
    present,
  });
  process.exit();
}

function count(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a number from 1 to 9999999.');
}
