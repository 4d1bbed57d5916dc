import { hkdfSync } from 'node:crypto';

interface Shape {
  bytes?: number;
  /** Another salt, another key: what must be replaced without a new secret takes a new one. */
  salt?: string;
}

/**
 * The key that one secret gives for one purpose (HKDF with SHA-256, RFC 5869), in base64url: whoever comes by one of them
 * learns nothing of the others, nor of the secret.
 */
export function derivedKey(secret: string, purpose: string, { bytes = 32, salt = '' }: Shape = {}): string {
  return Buffer.from(hkdfSync('sha256', secret, salt, `samovar ${purpose}`, bytes)).toString('base64url');
}
