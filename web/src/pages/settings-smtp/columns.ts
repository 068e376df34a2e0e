import type { ParsedTable } from './parse-table.ts';
import type { ServerInput } from './server-values.ts';

/** What a column of a file may be: each with other headers that it goes by. */
const columns = {
  name: ['server', 'server_name', 'messenger'],
  host: ['hostname', 'smtp_host', 'server_host', 'smtp_server', 'address'],
  port: ['smtp_port'],
  tls_type: ['tls', 'ssl', 'security', 'encryption'],
  auth_protocol: ['auth', 'authentication'],
  username: ['user', 'login', 'smtp_user', 'smtp_username'],
  password: ['pass', 'smtp_pass', 'smtp_password', 'secret'],
  from_email: ['from', 'from_address', 'sender', 'email'],
  daily_limit: ['per_day', 'limit', 'daily', 'max_per_day'],
  daily_limit_period: [],
  sliding_window_rate: ['rate', 'window_rate'],
  sliding_window_duration: ['duration', 'window', 'window_duration'],
  max_conns: ['connections', 'max_connections'],
  hello_hostname: ['helo', 'ehlo', 'hello'],
  tls_skip_verify: ['skip_verify'],
  enabled: ['active'],
} as const satisfies Partial<Record<keyof ServerInput, readonly string[]>>;

export type ColumnName = keyof typeof columns;

export const columnNames = Object.keys(columns) as ColumnName[];

const numbers: readonly ColumnName[] = ['port', 'daily_limit', 'sliding_window_rate', 'max_conns'];
const switches: readonly ColumnName[] = ['tls_skip_verify', 'enabled'];

/** What each column is, by its header; null for one that says nothing to us. Each is taken once. */
export function mappingOf(headers: readonly string[]): (ColumnName | null)[] {
  const taken = new Set<ColumnName>();
  return headers.map((header) => {
    const word = header
      .trim()
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, '');
    const found = columnNames.find(
      (name) => !taken.has(name) && (name === word || (columns[name] as readonly string[]).includes(word)),
    );
    if (!found) return null;
    taken.add(found);
    return found;
  });
}

/**
 * The server of a row. What is no number or no yes or no stays the text it is: the API says what is wrong with it. What a row
 * leaves open follows from the rest of it: its name from the host, TLS from the port, authentication from the username.
 */
export function serverOf(
  { cells }: ParsedTable['rows'][number],
  mapping: readonly (ColumnName | null)[],
): Record<string, unknown> {
  const given: Partial<Record<ColumnName, unknown>> = {};
  for (const [i, name] of mapping.entries()) {
    const cell = cells[i] ?? '';
    if (name !== null && cell !== '') given[name] = valueIn(name, cell);
  }
  const port = given.port ?? 587;
  const host = String(given.host ?? '');
  return {
    name: host.split('.')[0],
    port,
    tls_type: port === 465 ? 'TLS' : port === 587 ? 'STARTTLS' : 'none',
    auth_protocol: given.username === undefined ? 'none' : 'plain',
    ...given,
    ...(given.sliding_window_rate === undefined ? {} : { sliding_window: true }),
  };
}

function valueIn(name: ColumnName, cell: string): unknown {
  if (numbers.includes(name)) {
    const digits = cell.replace(/(?<=\d)[ ,.'](?=\d{3}\b)/g, '');
    return /^\d{1,15}$/.test(digits) ? Number(digits) : cell;
  }
  if (switches.includes(name)) {
    if (/^(1|true|yes|y|on)$/i.test(cell)) return true;
    return /^(0|false|no|n|off)$/i.test(cell) ? false : cell;
  }
  if (name === 'tls_type') {
    if (/^starttls$/i.test(cell)) return 'STARTTLS';
    if (/^(ssl|tls|ssl\/tls)$/i.test(cell)) return 'TLS';
    return /^(none|no|off|false)$/i.test(cell) ? 'none' : cell;
  }
  return name === 'auth_protocol' || name === 'daily_limit_period' ? cell.toLowerCase() : cell;
}
