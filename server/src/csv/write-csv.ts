/**
 * One line of a CSV file (RFC 4180), with its line end.
 *
 * A field that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection): such names
 * come from sign-up forms, and open on an operator's machine. Numbers stay as they are.
 */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((field) => quoted(harmless(field))).join(',')}\r\n`;
}

function harmless(field: string): string {
  return /^[=+\-@\t\r]/.test(field) && !/^[+-]?\d+(\.\d+)?$/.test(field) ? `'${field}` : field;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
