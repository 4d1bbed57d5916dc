/** `@name` in a message: where it stands, and whom it means. Never in code or links, which are somebody else's words. */
import { canonicalKey } from './canonical-key.js';

/** A name after an @ that no word, address or other name runs into. */
const named = /(?<![\p{L}\p{M}\p{N}_.@/-])@[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*/gu;

/** Code in fences and between backticks, and addresses, as the formatting of messages takes them. */
const notSaid =
  /^ {0,3}(```+|~~~+)[^]*?(?:^ {0,3}\1|$(?![^]))|(?<!`)(`+)(?!`)[^]*?[^`]\2(?!`)|https?:\/\/\S+/gim;

export interface Mention {
  /** Of the @. */
  index: number;
  /** Without the @. */
  name: string;
}

/**
 * The mentions in a piece of plain text. A full stop ends a sentence more often than a name: it belongs to the name only
 * where that is somebody's, as `isName` knows.
 */
export function mentionsIn(text: string, isName: (name: string) => boolean): Mention[] {
  return [...text.matchAll(named)].map(({ 0: found, index }) => {
    const whole = found.slice(1);
    return { index, name: isName(whole) ? whole : whole.replace(/[._-]+$/, '') };
  });
}

/** Whether a name, as somebody typed it, is this person's. */
export function isNameOf(username: string): (name: string) => boolean {
  const key = canonicalKey(username);
  return (name) => canonicalKey(name) === key;
}

/** Whether a message, as it was written, means this person. */
export function means(text: string, username: string): boolean {
  const isTheirs = isNameOf(username);
  const said = text.replace(notSaid, '\n');
  return mentionsIn(said, isTheirs).some(({ name }) => isTheirs(name));
}
