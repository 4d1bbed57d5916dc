import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { AppError } from '../platform/errors/app-error.js';

/** Scripts whose letters look alike; a word that mixes two of them is how `аdmin` passes for `admin` (UTS #39). */
const lookalikes = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

/** The canonical key of a new name. Throws `invalid` for a word that mixes alphabets or a name that is invisible. */
export function keyForNewName(name: string): string {
  const key = canonicalKey(name);
  if (!key) throw new AppError('invalid', 'This name has no visible characters. Choose another.');
  for (const word of key.split(/[^\p{L}\p{M}\p{N}._-]+/u)) {
    if (lookalikes.filter((script) => script.test(word)).length > 1)
      throw new AppError(
        'invalid',
        'The name mixes letters of different alphabets. Write each word in one alphabet.',
      );
  }
  return key;
}
