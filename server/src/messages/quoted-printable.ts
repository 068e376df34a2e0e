import libqp from 'libqp';
import type { PieceEncoding } from '../templates/splice.ts';

/** One less than RFC 2045 allows, for the soft line break that may follow. */
const maxPieceLine = 75;

/** A short piece of plain ASCII, without the equals sign and without a space at either end, is its own encoding. */
const isAsItIs = /^[!-<>-~](?:[ -<>-~]{0,73}[!-<>-~])?$/;

/** Quoted-printable (RFC 2045 section 6.7): ASCII in lines of at most 76 characters, every line break as CRLF. */
export const quotedPrintable: PieceEncoding = {
  encode: (text) =>
    isAsItIs.test(text) ? text : libqp.wrap(libqp.encode(text.replace(/\r\n?|\n/g, '\r\n')), maxPieceLine),

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
