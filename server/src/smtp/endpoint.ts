/** Where and how to reach an SMTP server, and how many connections to keep to it. */
export interface SmtpEndpoint {
  host: string;
  port: number;
  /** The name given in EHLO; empty for the machine's own. */
  helloHostname: string;
  authProtocol: 'none' | 'cram' | 'plain' | 'login';
  username: string;
  password: string;
  /** `STARTTLS` and `TLS` never fall back to an unencrypted connection. */
  tlsType: 'none' | 'STARTTLS' | 'TLS';
  tlsSkipVerify: boolean;
  /** At least 1. */
  maxConns: number;
  /** A connection unused for this long is closed. */
  idleTimeoutMs: number;
  /** How long to wait for the connection to stand (name, TCP, greeting, TLS), and for each reply after that. */
  waitTimeoutMs: number;
}

/** An envelope and its complete MIME message. */
export interface OutgoingMessage {
  from: string;
  to: string;
  /** Its line breaks are all CRLF. */
  raw: Buffer;
}
