import { saysFull } from './disk-room.js';
import { sqlStateOf } from './sql-states.js';

/**
 * Why the database does not do what it was asked to: `busy` passes by itself and is part of the day, the others wait for
 * somebody who looks after it.
 */
export type Trouble = 'away' | 'busy' | 'crowded' | 'refused' | 'read_only' | 'full' | 'broken';

/** By SQLSTATE, or its class (the first two of the five characters). */
const troubles: Record<string, Trouble> = {
  // Starting, stopping, or the connection is broken.
  '57P01': 'away',
  '57P02': 'away',
  '57P03': 'away',
  '57P05': 'away',
  '08': 'away',
  // It took too long, or came in another's way.
  '57014': 'busy',
  '55P03': 'busy',
  '40001': 'busy',
  '40P01': 'busy',
  '53': 'busy',
  '53300': 'crowded',
  // No such user, a wrong password, `nologin`; no such database, or no right to what is in it.
  '28': 'refused',
  '3D': 'refused',
  '57P04': 'refused',
  '42501': 'refused',
  '25006': 'read_only',
  '53100': 'full',
  '58': 'broken',
  XX: 'broken',
};

const socketErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What `pg` says without any code when a connection breaks, cannot be had, or does not answer in time. */
const brokenConnection =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|not queryable|timeout expired/;

/** Null for an error of another kind: a mistake of ours, or what the statement asks for is not so. */
export function troubleOf(error: unknown): Trouble | null {
  if (typeof error !== 'object' || error === null) return null;
  const { message = '', syscall } = error as { message?: string; syscall?: string };
  const code = sqlStateOf(error);
  if (code === undefined) return brokenConnection.test(message) ? 'away' : null;
  // A unix socket that is not there; of another file it would be our mistake.
  if (socketErrors.has(code) || (code === 'ENOENT' && syscall === 'connect')) return 'away';
  if (code.length !== 5) return null;
  const trouble = troubles[code] ?? troubles[code.slice(0, 2)] ?? null;
  return trouble === 'broken' && saysFull(message) ? 'full' : trouble;
}

/** Whether an error means that the database could not answer now; the outcome of a write is then unknown. */
export const isUnavailable = (error: unknown): boolean => troubleOf(error) !== null;

/**
 * In SQL: whether anything can be written. Where nothing can, what is noted by the way is left out: reading goes on, and
 * an error would cost the connection.
 */
export const takesWrites = `current_setting('transaction_read_only') = 'off'`;

/** For what is noted by the way: that the database cannot take it keeps nobody from what they came for. */
export const unlessUnavailable = (error: unknown): void => {
  if (!isUnavailable(error)) throw error;
};

/**
 * Whether the connection must not be used again: it is gone, or leads to a server that takes no writes any more, as after a
 * failover the one that was first. A server's refusal carries a five-character SQLSTATE.
 */
export function isConnectionLost(error: unknown): boolean {
  const code = sqlStateOf(error);
  const isRefusal = code !== undefined && /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE';
  return !isRefusal || /^(57P0|08|25006)/.test(code);
}
