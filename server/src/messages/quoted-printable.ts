import libqp from 'libqp';

/** One less than RFC 2045 allows, for the soft line break that `joinPieces` may add. */
const maxLine = 75;

/** Quoted-printable (RFC 2045 section 6.7) of a piece of text, line breaks as CRLF. */
export function encodePiece(text: string): string {
  return libqp.wrap(libqp.encode(text.replace(/\r\n?|\n/g, '\r\n')), maxLine);
}

/** Appends an encoded piece. A soft line break between the two keeps every line within 76 characters. */
export function joinPieces(before: string, piece: string): string {
  return before === '' || piece === '' || before.endsWith('\n') ? before + piece : `${before}=\r\n${piece}`;
}
