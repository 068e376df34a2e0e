import type { WriteStream } from 'node:tty';
import { progressLine, progressScreen, type Snapshot } from './progress.ts';

/** Where nothing can be redrawn, a line comes this often. */
const linesEverySeconds = 2;

/** Shows snapshots on standard output: redrawn in place on a terminal, else a line now and then. */
export function liveDisplay(out: WriteStream | (NodeJS.WriteStream & { isTTY?: false })) {
  let height = 0;
  let nextLineAt = 0;

  return function show(snapshot: Snapshot): void {
    if (out.isTTY) {
      const lines = progressScreen(snapshot, out.columns || 80);
      const back = height > 0 ? `\x1b[${height}A` : '';
      out.write(`${back}${lines.map((line) => `\x1b[2K${line}\n`).join('')}`);
      height = lines.length;
    } else if (snapshot.elapsedSeconds >= nextLineAt) {
      out.write(`${progressLine(snapshot)}\n`);
      nextLineAt = snapshot.elapsedSeconds + linesEverySeconds;
    }
  };
}
