/** How a person looks everywhere: initials on a colour that follows from their id. */
import type { UserView } from '../people.js';

/** Colours that carry white initials in both themes; public/css/tokens.css has them as `.tint-0` and so on. */
const tints = 12;

/** One word of what a page keeps: `7:anna:Anna%20K.:`, with the picture at the end where there is one. */
export const whoWord = ({ id, username, name, picture = '' }: UserView): string =>
  [id, username, name, picture].map(encodeURIComponent).join(':');

/** The person of such a word. */
export function whoIs(word: string): UserView {
  const [id, username = '', name = '', picture] = word.split(':').map(decodeURIComponent);
  return { id: Number(id), username, name, ...(picture && { picture }) };
}

export const tint = (userId: number): string => `tint-${userId % tints}`;

/** One letter, or two of a name in parts: `anna` → A, `marta.k` → MK, `Hannah Reed` → HR. */
export function initials(name: string): string {
  const [first = '', second] = name.split(/[\s._-]+/u).filter(Boolean);
  return [first, second ?? '']
    .map((part) => [...part][0] ?? '')
    .join('')
    .toUpperCase();
}
