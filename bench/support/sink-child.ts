/**
 * SMTP servers that accept everything and cost as little as can be: what they take is taken from those that are measured on the
 * same machine. Each notes when it accepted what, and answers questions of the process that started it (`sinks.ts`).
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { SinkAnswer, SinkQuestion } from './sinks.ts';

const [count, latencyMs] = process.argv.slice(2).map(Number) as [number, number];
const endOfData = Buffer.from('\r\n.\r\n');
const lineFeed = 10;
const replies: Readonly<Record<string, string>> = {
  EHLO: '250-sink.test\r\n250-PIPELINING\r\n250 8BITMIME\r\n',
  HELO: '250 sink.test\r\n',
  DATA: '354 End data with <CR><LF>.<CR><LF>\r\n',
  QUIT: '221 2.0.0 Bye\r\n',
};
const accepted = '250 2.0.0 Accepted\r\n';

/** Whatever arrives is answered a round trip later, in its order. */
function serve(socket: Socket, times: number[]): void {
  let pending: Buffer = Buffer.alloc(0);
  let isData = false;
  const later = (work: () => void) => {
    if (latencyMs === 0) work();
    else setTimeout(work, latencyMs);
  };

  function take(chunk: Buffer): void {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let said = '';
    for (;;) {
      const end = isData ? pending.indexOf(endOfData) : pending.indexOf(lineFeed);
      if (end < 0) break;
      if (isData) {
        isData = false;
        pending = pending.subarray(end + endOfData.length);
        times.push(Date.now());
        said += accepted;
        continue;
      }
      const verb = pending.toString('latin1', 0, 4).toUpperCase();
      pending = pending.subarray(end + 1);
      isData = verb === 'DATA';
      said += replies[verb] ?? '250 2.0.0 OK\r\n';
    }
    if (said !== '') socket.write(said);
  }

  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => later(() => take(chunk)));
  later(() => socket.write('220 sink.test\r\n'));
}

const times: number[][] = Array.from({ length: count }, () => []);
const ports = await Promise.all(
  times.map(async (own) => {
    const server = createServer((socket) => serve(socket, own));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }),
);

function answer(question: SinkQuestion): SinkAnswer {
  const { user, system } = process.cpuUsage();
  if (question === 'times') return { times };
  return { accepted: times.reduce((sum, own) => sum + own.length, 0), cpuMs: (user + system) / 1000 };
}

process.send?.({ ports });
process.on('message', (question: SinkQuestion) => process.send?.(answer(question)));
process.on('disconnect', () => process.exit());
