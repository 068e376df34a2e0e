/** Who asks, and by what: a person's password or an API user's token. */
export interface Credentials {
  username: string;
  secret: string;
}

/** What `Authorization: Basic base64(user:secret)` (RFC 7617) or `Authorization: token user:secret` holds, else null. */
export function parseAuthorization(header: string): Credentials | null {
  const [, scheme, rest] = /^(basic|token) +(\S.*)$/i.exec(header.trim()) ?? [];
  if (!scheme || !rest) return null;
  const pair = scheme.toLowerCase() === 'basic' ? Buffer.from(rest, 'base64').toString('utf8') : rest;
  const colon = pair.indexOf(':');
  if (colon < 1 || colon === pair.length - 1 || pair.includes('\0')) return null;
  return { username: pair.slice(0, colon), secret: pair.slice(colon + 1) };
}
