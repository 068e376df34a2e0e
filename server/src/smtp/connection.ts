import type { Socket } from 'node:net';
import type { ExternalLogger } from 'nodemailer/lib/shared';
import SMTPConnection, { type SMTPConnectionOptions, type SMTPError } from 'nodemailer/lib/smtp-connection';
import { faultOf } from './classify-error.ts';
import type { SmtpEndpoint } from './endpoint.ts';
import { type MailSession, mailSession, type Transaction } from './mail-session.ts';
import type { ServerFault } from './outcome.ts';

/** One connection, kept open from message to message. */
export interface SmtpConnection {
  /** Connects, secures and authenticates; resolves with what went wrong, or null once messages may be sent. */
  open(): Promise<ServerFault | null>;
  /** Hands one message over, and those that follow it. For an open connection on which none is under way, or one may follow. */
  begin(transaction: Transaction): void;
  /** Whether the content of a message has been written, and another may follow before that is answered. */
  mayFollow(): boolean;
  isOpen(): boolean;
  /** Says goodbye, then closes. For a connection on which no message is under way. */
  quit(): void;
  /** Breaks off at once. A message under way becomes `unsent` or `uncertain`. */
  destroy(): void;
}

/** Receives the conversation, as nodemailer reports it: `tnx` is `client`, `server` or `message`. */
export type Transcript = (entry: { tnx?: string; outByteCount?: number }, text: string) => void;

const saslMechanisms = { plain: 'PLAIN', login: 'LOGIN', cram: 'CRAM-MD5' } as const;

/**
 * nodemailer waits for the next byte, and would wait for ever for a server that sends its replies byte by byte. So all of
 * opening may take so many times the wait for one reply.
 */
const opensWithin = 5;

/** What nodemailer's connection has and its types do not tell. */
interface Internals {
  _socket: Socket;
  _supportedExtensions: string[];
}

/**
 * A connection to `endpoint`, not yet opened. nodemailer opens it, secures it and logs in; messages go over it by
 * `mailSession`.
 *
 * @param onClosed Called once, whoever closed it.
 */
export function smtpConnection(
  endpoint: SmtpEndpoint,
  { onClosed, transcript }: { onClosed: () => void; transcript?: Transcript },
): SmtpConnection {
  const connection = new SMTPConnection(connectionOptions(endpoint, transcript));
  let isOpen = false;
  let session: MailSession | null = null;
  let onFailed: ((error: SMTPError) => void) | null = null;

  connection.on('error', (error: SMTPError) => {
    isOpen = false;
    onFailed?.(error);
    session?.lost(faultOf(error));
  });
  connection.once('end', () => {
    isOpen = false;
    onClosed();
    session?.lost({ kind: 'unreachable', reason: 'The server closed the connection', retryAfterMs: null });
    // After a 421, nodemailer closes first and then reports the error that tells more.
    queueMicrotask(() => onFailed?.(new Error('The connection was closed')));
  });

  /** From here on the socket is the session's; nodemailer only closes it. */
  function takeOver(): MailSession {
    const { _socket: socket, _supportedExtensions: extensions } = connection as unknown as Internals;
    socket.removeAllListeners('data');
    socket.setTimeout(0); // it may be long until the next message
    return mailSession(socket, {
      ...{ waitTimeoutMs: endpoint.waitTimeoutMs, extensions, close: () => connection.close() },
      ...(transcript && { said: transcript }),
    });
  }

  return {
    open: () =>
      new Promise((resolve) => {
        const settle = (fault: ServerFault | null) => {
          onFailed = null;
          clearTimeout(tooLate);
          isOpen = fault === null;
          if (fault) connection.close();
          else session = takeOver();
          resolve(fault);
        };
        onFailed = (error) => settle(faultOf(error));
        const tooLate = setTimeout(() => {
          const error: SMTPError = new Error('Timeout: the server replies too slowly');
          settle(faultOf(Object.assign(error, { code: 'ETIMEDOUT' })));
        }, endpoint.waitTimeoutMs * opensWithin);
        connection.connect((connectError) => {
          if (connectError) return settle(faultOf(connectError));
          if (endpoint.authProtocol === 'none') return settle(null);
          const method = saslMechanisms[endpoint.authProtocol];
          connection.login({ method, user: endpoint.username, pass: endpoint.password }, (loginError) =>
            settle(loginError ? faultOf(loginError) : null),
          );
        });
      }),

    begin: (transaction) => session?.begin(transaction),
    mayFollow: () => session?.mayFollow() ?? false,
    isOpen: () => isOpen,
    quit: () => {
      isOpen = false;
      const { _socket: socket } = connection as unknown as Internals;
      socket.setTimeout(endpoint.waitTimeoutMs);
      socket.write('QUIT\r\n');
    },
    destroy: () => connection.close(),
  };
}

function connectionOptions(endpoint: SmtpEndpoint, transcript?: Transcript): SMTPConnectionOptions {
  return {
    host: endpoint.host,
    port: endpoint.port,
    ...(endpoint.helloHostname && { name: endpoint.helloHostname }),
    secure: endpoint.tlsType === 'TLS',
    requireTLS: endpoint.tlsType === 'STARTTLS',
    ignoreTLS: endpoint.tlsType === 'none',
    tls: { rejectUnauthorized: !endpoint.tlsSkipVerify },
    connectionTimeout: endpoint.waitTimeoutMs,
    greetingTimeout: endpoint.waitTimeoutMs,
    socketTimeout: endpoint.waitTimeoutMs,
    socketCloseTimeout: 0,
    ...(transcript && { transactionLog: true, logger: transcriptLogger(transcript) }),
  };
}

function transcriptLogger(transcript: Transcript): ExternalLogger {
  const ignore = () => {};
  return { trace: ignore, debug: transcript, info: transcript, warn: ignore, error: ignore, fatal: ignore };
}
