import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../errors.ts';

/** What is made from the master key: none of it leaves the process. */
export interface Secrets {
  /** Encrypts for keeping in the database. Two calls with the same text give different results. */
  seal(plain: string): string;
  /** @throws {AppError} `unavailable` if it was sealed with another key, or altered. */
  open(sealed: string): string;
  /** Signs unsubscribe links. */
  readonly linkKey: string;
  /** Keys the in-memory digests of credentials. */
  readonly credentialKey: string;
}

/** Tells what follows, so that a later scheme can stand beside this one. */
const prefix = 'v1:';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * The box that encrypts with AES-256-GCM, and the keys derived from the same master key by HKDF-SHA-256 (RFC 5869).
 *
 * @param masterKey 32 bytes.
 */
export function secretsFrom(masterKey: Buffer): Secrets {
  if (masterKey.length !== 32) throw new RangeError(`the master key must have 32 bytes, got ${masterKey.length}`);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, '', `sluice ${purpose}`, 32));
  const sealingKey = derive('sealing');

  return {
    seal(plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return prefix + Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
    },
    open(sealed) {
      try {
        if (!sealed.startsWith(prefix)) throw new Error('unknown scheme');
        const bytes = Buffer.from(sealed.slice(prefix.length), 'base64');
        const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        });
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new AppError(
          'unavailable',
          'A stored password cannot be decrypted: the secret key is not the one it was saved with',
        );
      }
    },
    linkKey: derive('links').toString('base64'),
    credentialKey: derive('credentials').toString('base64'),
  };
}
