/** How a person looks everywhere: initials on a colour that follows from their id. */

/** Colours that carry white initials in both themes; public/css/tokens.css has them as `.tint-0` and so on. */
const tints = 12;

export const tint = (userId: number): string => `tint-${userId % tints}`;

/** One letter, or two of a name in parts: `anna` → A, `marta.k` → MK. */
export function initials(username: string): string {
  const [first = '', second] = username.split(/[._-]+/u).filter(Boolean);
  return [first, second ?? '']
    .map((part) => [...part][0] ?? '')
    .join('')
    .toUpperCase();
}
