// A process of one receiving server after another, as `sink-process.ts` asks for them. It ends with its parent.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type SinkOptions, type SmtpSink, smtpSink } from '../server/src/smtp/sink.ts';
import type { PlannedServer } from './plan.ts';
import type { SinkRequest, SinkWords } from './sink-process.ts';
import { sinkScript } from './sink-script.ts';

const fixture = (name: string) => readFileSync(new URL(`../server/src/smtp/fixtures/${name}`, import.meta.url), 'utf8');
const tls = { key: fixture('localhost.key.pem'), cert: fixture('localhost.cert.pem') };
/** When, after it was opened, a refusing server closes its port, and for how long. */
const refusal = { afterMs: 600, forMs: 700 };

/** The server that is open now; one that closed its port for a while has been several sinks. */
interface Open {
  server: PlannedServer;
  port: number;
  sinks: SmtpSink[];
  doubtful: string[];
  /** Settled once nothing opens or closes any more by itself. */
  refusing: Promise<void>;
}

let current: Open | null = null;

async function open(server: PlannedServer): Promise<number> {
  const doubtful: string[] = [];
  const options: SinkOptions = {
    name: server.name,
    keepRaw: true,
    script: sinkScript(server, { onDoubt: (to) => doubtful.push(to), delay }),
    ...(server.temperament === 'locked' && { auth: { username: 'someone', password: 'else' } }),
    ...(server.temperament === 'untrusted' && { tls }),
  };
  const sink = await smtpSink(options);
  current = { server, port: sink.port, sinks: [sink], doubtful, refusing: Promise.resolve() };
  if (server.temperament === 'refusing') current.refusing = refuse(current, { ...options, port: sink.port });
  return sink.port;
}

async function refuse({ sinks }: Open, options: SinkOptions): Promise<void> {
  await delay(refusal.afterMs);
  await sinks.at(-1)!.stop();
  await delay(refusal.forMs);
  sinks.push(await smtpSink(options));
}

/** What has been accepted so far. */
function words({ sinks, doubtful }: Open): SinkWords {
  const receipts = sinks.flatMap(({ ledger }) =>
    ledger.map(({ raw, ...entry }) => ({ ...entry, subject: subjectOf(raw!) })),
  );
  return { receipts, doubtful };
}

async function close(): Promise<SinkWords> {
  const { sinks, refusing, ...rest } = current!;
  await refusing;
  for (const sink of sinks) await sink.stop();
  return words({ sinks, refusing, ...rest });
}

function subjectOf(raw: Buffer): string {
  return /^subject: (.*)$/im.exec(raw.toString('latin1'))?.[1]?.trim() ?? '';
}

async function answer({ ask, server }: SinkRequest): Promise<number | SinkWords> {
  if (ask === 'open') return open(server!);
  return ask === 'words' ? words(current!) : close();
}

process.on('message', (request: SinkRequest) => {
  void answer(request).then((answer) => process.send!({ id: request.id, answer }));
});
process.on('disconnect', () => process.exit());
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {}); // the parent ends in order
