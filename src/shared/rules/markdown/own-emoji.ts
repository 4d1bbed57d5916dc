/** `:name:` of an emoji of the server's own, of which only whoever hands them in knows. */
import type { MarkdownIt, StateInline } from 'markdown-it';

/** What is known of one when a text is written. */
export interface EmojiFacts {
  id: number;
  /** Pixels. */
  width: number;
  height: number;
  moves: boolean;
}

/** By name, without the colons. */
export type OwnEmoji = ReadonlyMap<string, EmojiFacts>;

/** Pictures in one message; further names stay names. */
const mostPictures = 100;

interface Known {
  emoji?: OwnEmoji;
  /** Pictures so far. */
  shown?: number;
}

export function ownEmoji({ inline, renderer }: MarkdownIt): void {
  inline.ruler.push('own_emoji', named);
  renderer.rules.own_emoji = (tokens, index) => tokens[index]!.content;
}

function named(state: StateInline, silent: boolean): boolean {
  const known = state.env as Known;
  if (!known.emoji || (known.shown ?? 0) >= mostPictures) return false;
  const name = nameAt(state.src, state.pos, known.emoji);
  if (name === null) return false;
  if (!silent) {
    state.push('own_emoji', '', 0).content = emojiHtml(name, known.emoji.get(name)!);
    known.shown = (known.shown ?? 0) + 1;
  }
  state.pos += name.length + 2;
  return true;
}

const written = /:([a-z0-9_]{2,32}):/iy;

/** In the middle of a word, or of a time, is none. */
function nameAt(text: string, place: number, emoji: OwnEmoji): string | null {
  if (text[place] !== ':' || /[\p{L}\p{N}]/u.test(text.charAt(place - 1))) return null;
  written.lastIndex = place;
  const name = written.exec(text)?.[1]!.toLowerCase();
  return name !== undefined && emoji.has(name) ? name : null;
}

/** Whether a text names any: most do not, and cost no more than this look. */
export const namesEmoji = (text: string, emoji: OwnEmoji): boolean =>
  emoji.size > 0 &&
  text.includes(':') &&
  [...text.matchAll(/:([a-z0-9_]{2,32})(?=:)/gi)].some(([, name]) => emoji.has(name!.toLowerCase()));

/** Its size is known before it is there; once it was removed the name shows. */
function emojiHtml(name: string, { id, width, height, moves }: EmojiFacts): string {
  const kind = moves ? 'emoji-picture moves' : 'emoji-picture';
  return `<img class="${kind}" src="${emojiPath(id, name)}" alt=":${name}:" title=":${name}:" width="${width}" height="${height}">`;
}

/** The name stands there for whoever saves it, and decides nothing. */
export const emojiPath = (id: number, name: string): string => `/emoji/${id}/${name}.webp`;
