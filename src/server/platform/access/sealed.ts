/** Texts that are kept where others may read: AES-256-GCM, so that whoever changes one is found out. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Bytes. */
const nonceSize = 12;
const tagSize = 16;

/** `key`: 256 bits in base64url, as `derivedKey` makes them. */
export function seal(text: string, key: string): Buffer {
  const nonce = randomBytes(nonceSize);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Throws where it was sealed with another key, or changed since. */
export function unseal(sealed: Buffer, key: string): string {
  const nonce = sealed.subarray(0, nonceSize);
  const tag = sealed.subarray(nonceSize, nonceSize + tagSize);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce, {
    authTagLength: tagSize,
  }).setAuthTag(tag);
  const text = decipher.update(sealed.subarray(nonceSize + tagSize));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}
