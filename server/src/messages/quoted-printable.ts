import libqp from 'libqp';
import type { PieceEncoding } from '../templates/splice.ts';

/** One less than RFC 2045 allows, for the soft line break that may follow. */
const maxPieceLine = 75;

/** In one line of plain ASCII, without a space at either end, nothing but the equals sign is encoded. */
const isPlainLine = /^[!-~](?:[ -~]*[!-~])?$/;

/** Quoted-printable (RFC 2045 section 6.7): ASCII in lines of at most 76 characters, every line break as CRLF. */
export const quotedPrintable: PieceEncoding = {
  encode(text) {
    const isPlain = isPlainLine.test(text);
    const encoded = isPlain ? text.replaceAll('=', '=3D') : libqp.encode(text.replace(/\r\n?|\n/g, '\r\n'));
    return isPlain && encoded.length <= maxPieceLine ? encoded : libqp.wrap(encoded, maxPieceLine);
  },

  /** Soft line breaks between pieces keep the lines within their length, wherever the pieces meet. */
  join(pieces) {
    let whole = '';
    let lineIsOpen = false;
    for (const piece of pieces) {
      if (piece === '') continue;
      whole += lineIsOpen ? `=\r\n${piece}` : piece;
      lineIsOpen = !piece.endsWith('\n');
    }
    return whole;
  },
};
