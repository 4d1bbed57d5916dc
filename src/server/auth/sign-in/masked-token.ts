/**
 * A form's token as pages and answers show it: another one each time. A page is compressed, and what compresses well gives away
 * that it repeats something (BREACH): with the same token on each page, whoever chooses a part of the page (a query in its address)
 * and sees how long it is over the wire would learn the token piece by piece. Of a one-time pad and what it hides nothing repeats.
 */
import { randomBytes } from 'node:crypto';

/** Bytes: csrf-csrf's token is an HMAC and a random value, both in hexadecimal, with a dot between them. */
const half = 32;
const tokenLength = 2 * half;

/** Whether it can be masked: csrf-csrf also takes a cookie behind whose token there is more. */
export const isToken = (text: string): boolean => /^[0-9a-f]{64}\.[0-9a-f]{64}$/.test(text);

/** The token under a new pad: base64url of the pad and of the token added to it. */
export function masked(token: string): string {
  const pad = randomBytes(tokenLength);
  const hidden = added(Buffer.from(token.replace('.', ''), 'hex'), pad);
  return Buffer.concat([pad, hidden]).toString('base64url');
}

/** The token that was masked; undefined for anything else. */
export function unmasked(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 2 * tokenLength || bytes.toString('base64url') !== text) return undefined;
  const token = added(bytes.subarray(tokenLength), bytes.subarray(0, tokenLength)).toString('hex');
  return `${token.slice(0, tokenLength)}.${token.slice(tokenLength)}`;
}

/** Without carry (XOR): adding the pad again takes it away. */
const added = (bytes: Buffer, pad: Buffer): Buffer =>
  Buffer.from(bytes.map((byte, place) => byte ^ pad[place]!));
