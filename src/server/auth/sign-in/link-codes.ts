/**
 * The codes in links that let people in. They stand behind the `#`, which browsers keep to themselves: no log, no proxy and
 * no `Referer` ever holds one.
 */
import { timingSafeEqual } from 'node:crypto';
import { derivedKey } from '../../platform/access/derived-key.js';

/** 128 bits. */
const bytes = 16;

/** Of the set-up link: who can read the server's log may create its first administrator. */
export const setupCode = (secret: string): string => derivedKey(secret, 'set-up link', { bytes });

/** Of the registration link. The same on all nodes, until the secret changes or the link is renewed. */
export const registrationCode = (secret: string, salt: string): string =>
  derivedKey(secret, 'registration link', { bytes, salt });

/** Compares in the same time whatever is typed. */
export function isCode(input: string, code: string): boolean {
  const given = Buffer.from(input);
  const expected = Buffer.from(code);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The code in what somebody pasted: they may take the whole link. */
export const codeIn = (pasted: string): string => pasted.trim().replace(/^[^#]*#/, '');
