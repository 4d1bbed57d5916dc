import type { Role } from '../../../shared/people.js';
import type { Lookalike } from '../../people/usernames.repository.js';
import { AppError } from '../../platform/errors/app-error.js';

/** Why a name cannot be somebody's; a guest does not learn whose it looks like. */
export const refusedName = (why: 'taken' | Lookalike, role?: Role): AppError =>
  why === 'taken' || role === 'guest'
    ? new AppError('conflict', 'This username is taken. Choose another.')
    : new AppError(
        'conflict',
        'This name could be taken for {{name}}, who is here already. Choose another.',
        {
          name: why.looksLike,
        },
      );
