import { lookalikes } from './lookalikes.js';

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;

/**
 * What is left of a name for the eye (UTS #39, 4): of two names with one skeleton, one can pass for the other. Never shown.
 * Folded as names are, and looked at before and after: `aIice` (a capital I) passes for `alice`, `MarIa` for `marla`.
 * Names of right-to-left scripts are compared in the order of typing.
 */
export function skeletonOf(name: string): string {
  return asSeen(asSeen(name.normalize('NFKC').replace(invisible, '')).toLowerCase());
}

const asSeen = (text: string) =>
  Array.from(text.normalize('NFD'), (letter) => lookalikes.get(letter) ?? letter)
    .join('')
    .normalize('NFD');
