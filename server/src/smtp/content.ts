const dot = 0x2e;
const lineBreak = Buffer.from('\r\n');
const dottedLine = Buffer.from('\r\n.');

/** A message's content as it goes over the wire, but for the final dot: RFC 5321 §4.5.2 doubles a dot that begins a line. */
export function wireContent(raw: Buffer): Buffer {
  const ended = raw.subarray(-2).equals(lineBreak) ? raw : Buffer.concat([raw, lineBreak]);
  if (ended[0] !== dot && !ended.includes(dottedLine)) return ended;
  return Buffer.from(ended.toString('latin1').replace(/^\./gm, '..'), 'latin1');
}
