/** Words of somebody's page, before they stand on one of ours. */

/** What shows as nothing, or makes what follows run the other way: a title must not pass for something else. */
const invisible =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** In one line of so many characters at most; undefined where nothing is left of it. */
export function cleanText(text: string | undefined, most: number): string | undefined {
  if (text === undefined) return undefined;
  // What is cut first need not be looked at: four times as much is enough for all the blanks that go.
  const words = text
    .slice(0, most * 4)
    .replace(invisible, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...words];
  if (characters.length <= most) return words || undefined;
  return `${characters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
}
