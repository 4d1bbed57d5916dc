/** What a character is to a search: found out once each, as every character of every text is looked at. */

/** Signs and spaces stand between words. */
export const sign = 0;
/** Letters and digits of scripts that put spaces between words. */
export const letter = 1;
/**
 * Letters of scripts in which a word has no visible end, and those of Korean, where particles are written at the word and most
 * words have two letters: any of them may begin a word.
 */
export const unspaced = 2;
export const emoji = 3;
export type Kind = typeof sign | typeof letter | typeof unspaced | typeof emoji;

/** Divides texts that no phrase may go across. It stands for things that are no text, so nobody looks for it. */
export const divider = '\ufffc';

/** Of each code point its kind, whether it joins the one before, and that both are known. */
const traits = new Uint8Array(0x110000);
const kindBits = 3;
const joins = 4;
const isKnown = 8;

const traitsOf = (point: number): number =>
  traits[point]! || (traits[point] = foundOut(String.fromCodePoint(point)));

/** Of a code point. */
export const kindOf = (point: number): Kind => (traitsOf(point) & kindBits) as Kind;

/** Whether it belongs to the character before it. */
export const joinsTheOneBefore = (point: number): boolean => (traitsOf(point) & joins) !== 0;

const isJoining = /[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Emoji_Modifier}]/u;
const isPicture = /[\p{Extended_Pictographic}\p{RI}\p{Emoji_Modifier}]/u;
const isUnspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

const foundOut = (character: string): number =>
  isKnown | (isJoining.test(character) ? joins : 0) | foundKind(character);

function foundKind(character: string): Kind {
  if (character === divider || isPicture.test(character)) return emoji;
  if (!/[\p{L}\p{M}\p{N}]/u.test(character)) return sign;
  return isUnspaced.test(character) ? unspaced : letter;
}

export const isJamo = (point: number): boolean =>
  (point >= 0x1100 && point < 0x1200) ||
  (point >= 0xa960 && point < 0xa980) ||
  (point >= 0xd7b0 && point < 0xd800);
export const isSyllable = (point: number): boolean => point >= 0xac00 && point < 0xd7a4;
const isRegional = (point: number): boolean => point >= 0x1f1e6 && point <= 0x1f1ff;
const isTag = (point: number): boolean => point >= 0xe0020 && point < 0xe0080;

/** Of a character that takes two units of UTF-16, the latter one. */
export const isSecondHalf = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** In UTF-16. */
export const unitsOf = (point: number): number => (point > 0xffff ? 2 : 1);

/** Where the emoji that begins there ends: a flag has two letters, a family is joined of several. */
export function endOfEmoji(text: string, start: number): number {
  const first = text.codePointAt(start)!;
  let end = start + unitsOf(first);
  if (isRegional(first)) return isRegional(text.codePointAt(end) ?? 0) ? end + 2 : end;
  for (;;) {
    const next = text.codePointAt(end) ?? 0;
    const joined = text.codePointAt(end + 1) ?? 0;
    if (isTag(next)) end += 2;
    else if (next === 0x200d && kindOf(joined) === emoji) end += 1 + unitsOf(joined);
    else return end;
  }
}
