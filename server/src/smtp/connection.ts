import type { Readable } from 'node:stream';
import type { ExternalLogger } from 'nodemailer/lib/shared';
import type { SMTPConnectionOptions, SMTPError } from 'nodemailer/lib/smtp-connection';
import { faultOf, outcomeOf } from './classify-error.ts';
import { classifyReply } from './classify-reply.ts';
import { Content, ContentConnection } from './content.ts';
import type { OutgoingMessage, SmtpEndpoint } from './endpoint.ts';
import type { Outcome, ServerFault } from './outcome.ts';
import { parseReply } from './parse-reply.ts';

/** One connection, kept open from message to message. One message at a time. */
export interface SmtpConnection {
  /** Connects, secures and authenticates; resolves with what went wrong, or null once messages may be sent. */
  open(): Promise<ServerFault | null>;
  /**
   * Hands one message over. Never rejects.
   *
   * `mayHandOver` is asked in the very moment before the content is written; if it says no, the connection is broken off.
   * Resolves with `'stale'` when the server had closed a connection that was used before and answered nothing about this
   * message, which another connection may therefore take.
   */
  send(message: OutgoingMessage, mayHandOver: () => boolean): Promise<Outcome | 'stale'>;
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
 * RFC 5321 §4.5.3.2.6 would have the client wait ten minutes for the reply to the final dot, as giving up early makes
 * messages uncertain. With the usual 5 seconds for other replies this waits a minute.
 */
const finalReplyFactor = 12;

/**
 * nodemailer waits for the next byte, and would wait for ever for a server that sends its replies byte by byte. So all of
 * opening, and all of a message up to its content, may take so many times the wait for one reply; and what follows the
 * content twice as long as the wait for the final one.
 */
const opensWithin = 5;
const envelopeWithin = 5;
const contentWithin = 2 * finalReplyFactor;

/**
 * A connection to `endpoint`, not yet opened.
 *
 * @param onClosed Called once, whoever closed it.
 */
export function smtpConnection(
  endpoint: SmtpEndpoint,
  { onClosed, transcript }: { onClosed: () => void; transcript?: Transcript },
): SmtpConnection {
  const connection = new ContentConnection(connectionOptions(endpoint, transcript));
  let isOpen = false;
  let messages = 0;
  let onBroken: ((error: SMTPError) => void) | null = null;
  connection.on('error', (error: SMTPError) => onBroken?.(error));
  connection.once('end', () => {
    isOpen = false;
    onClosed();
    // After a 421, nodemailer closes first and then reports the error that tells more.
    queueMicrotask(() => onBroken?.(new Error('The connection was closed')));
  });

  /** 0 waits for ever: between messages no reply is due, and the pool decides how long to keep the connection. */
  const waitAtMost = (ms: number) => {
    if (connection._socket) connection._socket.setTimeout(ms);
  };

  let deadline: NodeJS.Timeout | undefined;
  /** Breaks off what is not over by then; the next one replaces it, and 0 ends it. */
  const mustEndWithin = (ms: number) => {
    clearTimeout(deadline);
    if (ms === 0) return;
    deadline = setTimeout(() => {
      const error: SMTPError = new Error('Timeout: the server replies too slowly');
      onBroken?.(Object.assign(error, { code: 'ETIMEDOUT' }));
      connection.close();
    }, ms);
  };

  /** Ends the mail transaction of a refused message, so that the connection can take the next one. */
  const reset = (done: () => void) => {
    onBroken = done;
    connection.reset((error) => {
      if (error) connection.close();
      done();
    });
  };

  return {
    open: () =>
      new Promise((resolve) => {
        const settle = (fault: ServerFault | null) => {
          onBroken = null;
          mustEndWithin(0);
          isOpen = fault === null;
          resolve(fault);
          if (fault) connection.close();
          else waitAtMost(0);
        };
        onBroken = (error) => settle(faultOf(error));
        mustEndWithin(endpoint.waitTimeoutMs * opensWithin);
        connection.connect((connectError) => {
          if (connectError) return settle(faultOf(connectError));
          if (endpoint.authProtocol === 'none') return settle(null);
          const method = saslMechanisms[endpoint.authProtocol];
          connection.login({ method, user: endpoint.username, pass: endpoint.password }, (loginError) =>
            settle(loginError ? faultOf(loginError) : null),
          );
        });
      }),

    send: ({ from, to, raw }, mayHandOver) =>
      new Promise((resolve) => {
        const isKeptOpen = messages++ > 0;
        const settle = (outcome: Outcome | 'stale') => {
          onBroken = null;
          mustEndWithin(0);
          waitAtMost(0);
          resolve(outcome);
        };
        const content = new Content(raw, () => {
          if (mayHandOver()) {
            waitAtMost(endpoint.waitTimeoutMs * finalReplyFactor);
            mustEndWithin(endpoint.waitTimeoutMs * contentWithin);
            transcript?.({ tnx: 'message', outByteCount: content.bytes }, '');
            return true;
          }
          settle({ kind: 'unsent', reason: 'Taken back before its content was written', fault: null, seen: true });
          connection.close();
          return false;
        });
        const fail = (error: SMTPError) => {
          const outcome = outcomeOf(error, content.written);
          if (isKeptOpen && isStale(error, connection.lastServerResponse)) return settle('stale');
          if (isOpen && isRefusalInEnvelope(error)) return reset(() => settle(outcome));
          settle(outcome);
          if (!content.written && error.command !== 'API') connection.close();
        };

        onBroken = fail;
        waitAtMost(endpoint.waitTimeoutMs);
        mustEndWithin(endpoint.waitTimeoutMs * envelopeWithin);
        connection.lastServerResponse = false;
        connection.send({ from, to }, content as unknown as Readable, (error, info) => {
          if (error) return fail(error);
          if (content.written) return settle(classifyReply('end-of-data', parseReply(info.response)));
          settle({ kind: 'uncertain', reason: 'The server accepted the message before all of it was written' });
          connection.close();
        });
      }),

    isOpen: () => isOpen,
    quit: () => {
      isOpen = false;
      waitAtMost(endpoint.waitTimeoutMs);
      connection.quit();
    },
    destroy: () => connection.close(),
  };
}

/**
 * Whether a kept-open connection turned out to be closed: broken without a word, or by the 421 that servers say when they
 * are tired of waiting (RFC 5321 §4.5.3.2.7), before anything about the message was answered.
 */
function isStale(error: SMTPError, lastServerResponse: string | false): boolean {
  if (lastServerResponse === false) return error.code !== 'EENVELOPE'; // that is nodemailer's verdict on an address
  return error.command === 'MAIL FROM' && error.responseCode === 421 && faultOf(error).kind === 'unreachable';
}

function isRefusalInEnvelope({ code, command }: SMTPError): boolean {
  return code === 'EENVELOPE' && (command === 'MAIL FROM' || command === 'RCPT TO' || command === 'DATA');
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
