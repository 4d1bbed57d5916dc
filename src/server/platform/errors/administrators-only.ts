import type { SignedInUser } from '../access/signed-in-user.js';
import { AppError } from './app-error.js';

export const administratorsOnly = () => new AppError('forbidden', 'Only administrators may do this.');

/** Of whoever asks, as they were when their session was looked up. */
export function requireAdministrator({ role }: Pick<SignedInUser, 'role'>): void {
  if (role !== 'admin') throw administratorsOnly();
}
