import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { namesOfEverybody, namesOfOffices } from '../../shared/rules/reserved-names.js';
import { AppError } from '../platform/errors/app-error.js';
import { skeletonOf } from './skeletons.js';

/** As it looks, and as it is read: `ВСЕ` looks like Latin letters. */
const namesOfAll = new Set(namesOfEverybody.flatMap((name) => [skeletonOf(name), name]));
/** An l passes for an i where one does not look for the dot, and a dash or a dot for nothing. */
const asOffice = (name: string) => skeletonOf(name).replaceAll('i', 'l').replace(/[._-]/g, '');
const offices = new Set(namesOfOffices.flatMap((name) => [asOffice(name), name]));

/** Throws `invalid` for a name that is nobody's in particular. `isGiven`: by somebody who looks after the server. */
export function requireOwnName(name: string, isGiven: boolean): void {
  const key = canonicalKey(name);
  if (namesOfAll.has(skeletonOf(name)) || namesOfAll.has(key))
    throw new AppError('invalid', 'This word means everybody in a room. Choose another name.');
  if (!isGiven && (offices.has(asOffice(name)) || offices.has(key)))
    throw new AppError('invalid', 'This name is kept for those who look after the server. Choose another.');
}

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
