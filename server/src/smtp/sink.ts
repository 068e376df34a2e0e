import { closeSync, openSync, writeSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** One message that the sink accepted. */
export interface LedgerEntry {
  /** When it replied 250 to the message, in milliseconds since 1970. */
  at: number;
  /** When MAIL FROM, the start of the message, had arrived. */
  startedAt: number;
  /** When its first content had arrived. */
  contentAt: number;
  /** The sink's name. */
  server: string;
  from: string;
  to: string;
  messageId: string | null;
  /** The whole message, with `keepRaw`. */
  raw?: Buffer;
}

/** Where a script may interfere. `data` is the moment of the first bytes of content, `end-of-data` after the last. */
export type SinkStage = 'connect' | 'mail' | 'rcpt' | 'data' | 'end-of-data';

/**
 * What the sink does there: go on as usual, answer with a refusal, drop the connection, or go on but drop the connection
 * before the reply (at `end-of-data`: the message is accepted and nobody is told).
 */
export type SinkAction = undefined | 'drop' | 'lose reply' | { code: number; text: string };

/** `count`: how often this stage was reached, this time included. A promise holds the reply back. */
export type SinkScript = (
  stage: SinkStage,
  about: { from: string; to: string; count: number },
) => SinkAction | Promise<SinkAction>;

export interface SinkOptions {
  name?: string;
  /** A free one unless given. */
  port?: number;
  keepRaw?: boolean;
  script?: SinkScript;
  /** Credentials that are then demanded. */
  auth?: { username: string; password: string };
  /** PEM; with it the sink offers STARTTLS, or with `implicit` speaks TLS from the start. */
  tls?: { key: string; cert: string; implicit?: boolean };
  /** Whether clients may send several commands at once (RFC 2920); yes unless said otherwise. */
  pipelining?: boolean;
  /** Gets one JSON line for each accepted message, written before the message is acknowledged. */
  file?: string;
}

export interface SmtpSink {
  port: number;
  ledger: LedgerEntry[];
  /** Connections made to it so far, and those open now. */
  connections: { made: number; open: number };
  /** Resolves once `count` messages have been accepted in all. */
  waitFor(count: number): Promise<void>;
  /** Resolves once no connection is open. */
  allClosed(): Promise<void>;
  /** Breaks all connections off and closes. */
  stop(): Promise<void>;
}

/**
 * An SMTP server on 127.0.0.1 that accepts whatever comes and writes down what it accepted. It greets after the 100 ms in
 * which `smtp-server` looks out for clients that talk too early.
 */
export async function smtpSink(options: SinkOptions = {}): Promise<SmtpSink> {
  const { name = 'sink', script } = options;
  const ledger: LedgerEntry[] = [];
  const connections = { made: 0, open: 0 };
  const sockets = new Map<number, Socket>();
  const starts = new WeakMap<SMTPServerSession, number>();
  const counts: Record<SinkStage, number> = { connect: 0, mail: 0, rcpt: 0, data: 0, 'end-of-data': 0 };
  const waits = new Set<{ isOver: () => boolean; resolve: () => void }>();
  const file = options.file === undefined ? null : openSync(options.file, 'a');

  const until = (isOver: () => boolean) =>
    new Promise<void>((resolve) => {
      if (isOver()) resolve();
      else waits.add({ isOver, resolve });
    });
  const notify = () => {
    for (const wait of waits) if (wait.isOver() && waits.delete(wait)) wait.resolve();
  };

  /** Calls back unless the script drops the connection; at once where there is no script. */
  function follow(
    stage: SinkStage,
    session: SMTPServerSession,
    next: (error?: Error) => void,
    said: { from?: string; to?: string } = {},
  ): void {
    counts[stage]++;
    if (!script) {
      next();
      return;
    }
    const about = { ...partiesOf(session), ...said, count: counts[stage] };
    void Promise.resolve(script(stage, about)).then((action) => {
      if (action === 'drop' || action === 'lose reply') sockets.get(session.remotePort)?.destroy();
      if (action === 'lose reply') next();
      else if (action !== 'drop') next(action && Object.assign(new Error(action.text), { responseCode: action.code }));
    });
  }

  function accept(session: SMTPServerSession, content: Buffer[], contentAt: number): void {
    const raw = content.length === 1 ? (content[0] as Buffer) : Buffer.concat(content);
    const entry: LedgerEntry = {
      at: Date.now(),
      startedAt: starts.get(session)!,
      contentAt,
      server: name,
      ...partiesOf(session),
      messageId: messageIdOf(raw),
    };
    if (file !== null) writeSync(file, `${JSON.stringify(entry)}\n`);
    ledger.push(options.keepRaw ? { ...entry, raw } : entry);
    notify();
  }

  function receive(stream: SMTPServerDataStream, session: SMTPServerSession, done: (error?: Error) => void): void {
    const content: Buffer[] = [];
    let contentAt = 0;
    stream.once('data', () => {
      contentAt = Date.now();
      follow('data', session, () => {});
    });
    stream.on('data', (chunk: Buffer) => content.push(chunk));
    stream.on('end', () =>
      follow('end-of-data', session, (error) => {
        if (!error) accept(session, content, contentAt);
        done(error);
      }),
    );
  }

  const { auth, tls } = options;
  const server = new SMTPServer({
    ...(tls && { key: tls.key, cert: tls.cert, secure: tls.implicit === true }),
    name: `${name}.test`,
    logger: false,
    disableReverseLookup: true,
    hidePIPELINING: options.pipelining === false,
    hideENHANCEDSTATUSCODES: true,
    maxAllowedUnauthenticatedCommands: false,
    socketTimeout: 10 * 60_000,
    authOptional: !auth,
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
    disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(auth ? [] : ['AUTH'])],
    onAuth: (given, _session, done) => {
      const isRight =
        given.username === auth?.username &&
        (given.method === 'CRAM-MD5'
          ? given.validatePassword(auth?.password ?? '')
          : given.password === auth?.password);
      if (isRight) done(null, { user: given.username });
      else done(Object.assign(new Error('5.7.8 Authentication credentials invalid'), { responseCode: 535 }));
    },
    onConnect: (session, done) => follow('connect', session, done),
    onMailFrom({ address }, session, done) {
      starts.set(session, Date.now());
      follow('mail', session, done, { from: address });
    },
    onRcptTo: ({ address }, session, done) => follow('rcpt', session, done, { to: address }),
    onData: receive,
  });
  server.on('error', () => {}); // a broken connection: the script's doing or the client's
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort as number;
    sockets.set(port, socket);
    connections.made++;
    connections.open++;
    socket.once('close', () => {
      sockets.delete(port);
      connections.open--;
      notify();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  async function stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(resolve));
    for (const socket of sockets.values()) socket.destroy();
    await closed;
    if (file !== null) closeSync(file);
  }
  let stopped: Promise<void> | null = null;

  return {
    port: (server.server.address() as AddressInfo).port,
    ledger,
    connections,
    waitFor: (count) => until(() => ledger.length >= count),
    allClosed: () => until(() => connections.open === 0),
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

function partiesOf({ envelope }: SMTPServerSession): { from: string; to: string } {
  return { from: envelope.mailFrom ? envelope.mailFrom.address : '', to: envelope.rcptTo[0]?.address ?? '' };
}

/** The Message-ID header's value. The sink is no MIME parser: it looks at the header block's lines only. */
function messageIdOf(raw: Buffer): string | null {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.toString('latin1', 0, end < 0 ? raw.length : end);
  return /^message-id:\s*(<[^>\r\n]*>)/im.exec(head)?.[1] ?? null;
}
