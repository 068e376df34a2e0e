/** A database, on one host or on the first of several that takes writes. */
export interface DatabaseUrl {
  /** As it was given, but without the password: what others may see. */
  publicUrl: string;
  /** Decoded; empty if there is none. */
  password: string;
  /** With their ports, where given. */
  hosts: string[];
}

const parts = /^(postgres(?:ql)?:\/\/)(?:([^/?#@:]*)(?::([^/?#@]*))?@)?([^/?#@]*)([/?#].*)?$/i;
/** What each of several hosts may be asked to be: Sluice writes. */
const sessions = [null, 'read-write', 'primary'];

/**
 * Takes apart `postgres://user:password@host/database`. Instead of one host there may be several, as libpq takes them:
 * `host1:5432,host2:5432`. `null` if it is no such URL.
 */
export function parseDatabaseUrl(text: string): DatabaseUrl | null {
  const [, scheme, user, password = '', hostList, rest = ''] = parts.exec(text) ?? [];
  if (scheme === undefined || hostList === undefined) return null;
  const hosts = hostList.split(',');
  const urls = hosts.map((host) => URL.parse(`${scheme}${host}${rest}`));
  if (urls.includes(null) || (hosts.length > 1 && hosts.includes(''))) return null;
  if (!sessions.includes(urls[0]!.searchParams.get('target_session_attrs'))) return null;
  const publicUrl = `${scheme}${user === undefined ? '' : `${user}@`}${hostList}${rest}`;
  return { publicUrl, password: decodeURIComponent(password), hosts };
}
