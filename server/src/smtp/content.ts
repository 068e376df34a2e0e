import { Readable } from 'node:stream';

/**
 * A message's content as nodemailer takes it: `pipe` is called in the moment in which the server has answered 354 and the
 * content is about to be written, and there it is decided whether it still may be.
 *
 * The stream it is piped to stuffs the dots and writes the final one. To a message that fills the socket's buffer, the
 * final dot is added only once all before it has left.
 */
export class Content extends Readable {
  /** Whether the final dot was handed to the socket: the point of no return. */
  written = false;
  readonly #raw: Buffer;
  readonly #begin: () => boolean;

  /** @param begin Asked synchronously before the first byte is written; `false` leaves the content unwritten. */
  constructor(raw: Buffer, begin: () => boolean) {
    super();
    this.#raw = raw;
    this.#begin = begin;
  }

  override pipe<Destination extends NodeJS.WritableStream>(destination: Destination): Destination {
    if (!this.#begin()) return destination;
    destination.once('end', () => {
      this.written = true;
    });
    destination.end(this.#raw);
    return destination;
  }
}
