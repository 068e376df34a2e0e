import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

const endOfData = Buffer.from('.\r\n');
const lineBreak = Buffer.from('\r\n');

/**
 * A message's content as nodemailer takes it: `pipe` is called in the moment in which the server has answered 354 and the
 * content is about to be written, and there it is decided whether it still may be.
 */
export class Content {
  /** Whether the final dot was handed to the socket: the point of no return. */
  written = false;
  readonly #raw: Buffer;
  readonly #begin: () => boolean;

  /** @param begin Asked synchronously before the first byte is written; `false` leaves the content unwritten. */
  constructor(raw: Buffer, begin: () => boolean) {
    this.#raw = dotStuffed(raw.subarray(-2).equals(lineBreak) ? raw : Buffer.concat([raw, lineBreak]));
    this.#begin = begin;
  }

  /** How many bytes are written, the final dot with its line break among them. */
  get bytes(): number {
    return this.#raw.length + endOfData.length;
  }

  /**
   * Writes all of it at once. To a message that is more than the socket buffers, the final dot is added only once all before
   * it has left: until then it can be taken back.
   */
  pipe(socket: Socket): void {
    if (!this.#begin()) return;
    if (this.bytes <= socket.writableHighWaterMark) {
      this.written = true;
      socket.write(Buffer.concat([this.#raw, endOfData], this.bytes));
      return;
    }
    socket.write(this.#raw, (error) => {
      if (error) return;
      this.written = true;
      socket.write(endOfData);
    });
  }
}

/** RFC 5321 section 4.5.2: a dot that begins a line is doubled. */
function dotStuffed(raw: Buffer): Buffer {
  if (raw[0] !== 0x2e && !raw.includes('\r\n.')) return raw;
  return Buffer.from(raw.toString('latin1').replace(/^\./gm, '..'), 'latin1');
}

/** What nodemailer's connection has and its types do not tell. */
interface Internals {
  _socket: Socket;
  _responseActions: ((reply: string) => void)[];
  _actionSMTPStream(reply: string, callback: (error: Error | null, reply?: string) => void): void;
}

/**
 * nodemailer's connection, except that content goes to the socket as it is: the stream in between looks at each byte to mend
 * line breaks, and writes in pieces. Content must have been made with CRLF alone.
 */
export class ContentConnection extends SMTPConnection {
  /** Where nodemailer has the content written to, once it expects the reply to it. */
  protected _createSendStream(callback: (error: Error | null, reply?: string) => void): Socket {
    const internals = this as unknown as Internals;
    internals._responseActions.push((reply) => internals._actionSMTPStream(reply, callback));
    return internals._socket;
  }
}
