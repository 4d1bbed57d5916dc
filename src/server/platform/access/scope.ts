import { includes, type Scope } from '../../../shared/tokens.js';
import { AppError } from '../errors/app-error.js';

/** Throws `forbidden` when an API token does not allow as much; a session (no scope) allows everything. */
export function requireScope(has: Scope | undefined, asked: Scope): void {
  if (has !== undefined && !includes(has, asked))
    throw new AppError('forbidden', 'This token does not allow that. It needs the scope {{scope}}.', {
      scope: asked,
    });
}
