import { includes, type Scope } from '../../../shared/tokens.js';
import { AppError } from '../errors/app-error.js';
import type { SignedInUser } from './signed-in-user.js';

/** Throws `forbidden`, with the sentence, for a program: some things only people may do, who are signed in themselves. */
export function requireSession({ scope }: SignedInUser, sentence: string): void {
  if (scope !== undefined) throw new AppError('forbidden', sentence);
}

/** Throws `forbidden` when an API token does not allow as much; a session (no scope) allows everything. */
export function requireScope(has: Scope | undefined, asked: Scope): void {
  if (has !== undefined && !includes(has, asked))
    throw new AppError('forbidden', 'This token does not allow that. It needs the scope {{scope}}.', {
      scope: asked,
    });
}
