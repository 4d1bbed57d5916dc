import { createHmac, timingSafeEqual } from 'node:crypto';

/** The code in the set-up link: who can read the server's log may create its first administrator. 96 bits. */
export const setupCode = (secret: string) => codeFor('set-up', secret);

/** The code in the registration link, with REGISTRATION=link. The same on all nodes, until the secret changes. */
export const registrationCode = (secret: string) => codeFor('registration', secret);

/** Compares in the same time whatever is typed. */
export function isCode(input: unknown, code: string): boolean {
  const given = Buffer.from(typeof input === 'string' ? input : '');
  const expected = Buffer.from(code);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const codeFor = (purpose: string, secret: string) =>
  createHmac('sha256', secret)
    .update(`samovar ${purpose} code`)
    .digest()
    .subarray(0, 12)
    .toString('base64url');
