/** What a letter with its marks, an emoji, or whatever else takes more than a look at a table, becomes when it is searched. */
import { emoji, endOfEmoji, isJamo, isSyllable, joinsTheOneBefore, kindOf, unitsOf } from './letters.js';

/** More marks than this on one letter stand by themselves: to sort them takes time by their square. */
const longestCluster = 32;

/** What Unicode does not take apart, and what people do not tell apart. */
const alike = new Map<string, string>([
  ...['łl', 'øo', 'đd', 'ħh', 'ŧt', 'ƶz'].map((pair) => [pair[0]!, pair[1]!] as const),
  ['æ', 'ae'],
  ['œ', 'oe'],
  ...[...'‘’‚‛ʼ′'].map((mark) => [mark, "'"] as const),
  ...[...'“”„‟«»″'].map((mark) => [mark, '"'] as const),
  ...[...'‐‑‒–—―−'].map((mark) => [mark, '-'] as const),
]);

/**
 * Accents: marks of no script or of several, and the points of Hebrew and Arabic, which few write. What makes й of и stays,
 * what makes a kana voiced, and the vowels of the scripts of India and the south-east, which are marks, too.
 */
const accents =
  /(?<!и)\u0306|[[[\p{sc=Zinh}\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}]&&\p{M}]--[\u0306\u3099\u309a]]|\u0640/gv;

const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** ❤️ is ❤, and a hand of any colour a hand. */
const looks = /[\p{Variation_Selector}]|(?<=.)\p{Emoji_Modifier}/gsu;

/** Where a character with all that belongs to it ends. */
export function endOfCluster(text: string, start: number): number {
  const first = text.codePointAt(start)!;
  const most = start + longestCluster;
  let end = start + unitsOf(first);
  if (kindOf(first) === emoji) end = endOfEmoji(text, start);
  else if (isJamo(first) || isSyllable(first)) while (end < most && isJamo(text.charCodeAt(end))) end++;
  while (end < text.length && end < most) {
    const next = text.codePointAt(end)!;
    if (!joinsTheOneBefore(next)) break;
    end += unitsOf(next);
    if (kindOf(first) === emoji && next === 0x200d && kindOf(text.codePointAt(end) ?? 0) === emoji)
      end = endOfEmoji(text, end);
  }
  return end;
}

const kept = new Map<string, string>();
/** There are some thousands in all languages together; somebody may think of more. */
const most = 5_000;

export function foldedCluster(cluster: string): string {
  const known = kept.get(cluster);
  if (known !== undefined) return known;
  if (kept.size >= most) kept.clear();
  const folded = fold(cluster);
  kept.set(cluster, folded);
  return folded;
}

function fold(cluster: string): string {
  if (kindOf(cluster.codePointAt(0)!) === emoji) {
    const plain = cluster.replace(looks, '');
    return plain.slice(0, endOfEmoji(plain, 0));
  }
  const lower = cluster.normalize('NFKC').toUpperCase().toLowerCase();
  const bare = lower.normalize('NFKD').replace(accents, '').normalize('NFC').replace(unseen, '');
  return [...bare].map((character) => alike.get(character) ?? character).join('');
}
