import { createHash } from 'node:crypto';

/**
 * What is kept of a secret that we made ourselves (a session, a token, a one-time code): its SHA-256 in hexadecimal, so that
 * a leaked table opens nothing. As it is random, neither salt nor a slow hash would add to that.
 */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
