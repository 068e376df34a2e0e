import { domainToASCII } from 'node:url';
import { invalid } from '../errors.ts';

/** An address with the name shown beside it; `name` is empty for a bare one. */
export interface Mailbox {
  name: string;
  address: string;
}

/** RFC 5321 section 4.5.3.1: 64 octets before the at sign, and 256 for a path, which brackets it. */
const maxLocalBytes = 64;
const maxAddressBytes = 254;

/** A dot-atom of RFC 5322 section 3.2.3, with the characters that RFC 6531 adds. No quoted local parts. */
const dotAtom = /^[\w!#$%&'*+\-/=?^`{|}~\u{a1}-\u{10ffff}]+(\.[\w!#$%&'*+\-/=?^`{|}~\u{a1}-\u{10ffff}]+)*$/u;
const domainCharacters = /^[\p{L}\p{M}\p{N}.\-\u3002\uff0e\uff61]+$/u;
const asciiDomain = /^(?=.{1,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+(?!\d+$)[a-z\d]([a-z\d-]{0,61}[a-z\d])$/;

/**
 * An email address as Sluice stores and sends it: trimmed, its domain in lower-case ASCII (IDNs as punycode), its
 * local part as given. Two addresses are the same person's when `lower()` of these is equal.
 *
 * @param field Named in the error.
 * @throws {AppError} `invalid` if it is not one address with a domain of two labels or more (RFC 5321, RFC 6531).
 */
export function normaliseEmail(raw: string, field = 'email'): string {
  const trimmed = raw.trim();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, at).normalize('NFC');
  const domain = toAsciiDomain(trimmed.slice(at + 1));
  if (at < 1 || !domain || !dotAtom.test(local) || /\p{Cc}|\s/u.test(local) || !local.isWellFormed()) {
    throw invalid(field, 'must be an email address such as ada@example.com');
  }
  const address = `${local}@${domain}`;
  if (Buffer.byteLength(local) > maxLocalBytes) throw invalid(field, 'must have at most 64 bytes before the @');
  if (Buffer.byteLength(address) > maxAddressBytes) throw invalid(field, 'must have at most 254 bytes');
  return address;
}

/**
 * Takes `Ada <ada@example.com>`, `"Lovelace, Ada" <ada@example.com>` or a bare address apart. The name may be a
 * Liquid template; the address may not.
 *
 * @throws {AppError} `invalid` if the address is none, or the name holds a control character.
 */
export function parseAddress(raw: string, field = 'email'): Mailbox {
  const [, before, bracketed] = /^(.*)<([^<>]*)>$/s.exec(raw.trim()) ?? [];
  if (before === undefined || bracketed === undefined) return { name: '', address: normaliseEmail(raw, field) };
  if (/\p{Cc}/u.test(before)) throw invalid(field, 'must be one line without control characters');
  return { name: unquote(before.trim()), address: normaliseEmail(bracketed, field) };
}

/** The part of a normalised address after the at sign. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function toAsciiDomain(domain: string): string | null {
  if (!domainCharacters.test(domain)) return null;
  const lowerCase = domain.toLowerCase();
  if (asciiDomain.test(lowerCase) && !lowerCase.includes('xn--')) return lowerCase;
  const ascii = domainToASCII(domain);
  return asciiDomain.test(ascii) ? ascii : null;
}

function unquote(name: string): string {
  return /^".*"$/s.test(name) && name.length > 1 ? name.slice(1, -1).replace(/\\(.)/gs, '$1') : name;
}
