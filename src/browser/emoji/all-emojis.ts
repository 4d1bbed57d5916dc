/** All emojis that there are to choose from: the server's own, and those of Unicode. */
import type { OwnEmojiList } from '../../shared/emoji.js';
import { type Emoji, loadEmojis } from './emoji.js';
import { ownEmoji } from './own-emoji.js';

/** The group of the own ones. */
export const ownGroup = -1;

/** Milliseconds for which a list of own ones is good: administrators add some now and then. */
const goodFor = 30_000;

let own: Emoji[] = [];
let answer = '';
let askedAt = -Infinity;
let asked: Promise<void> = Promise.resolve();

/** Rejects where those of Unicode cannot be had; of the own ones there are those that are known. */
export async function allEmojis(): Promise<Emoji[]> {
  const standard = loadEmojis();
  if (performance.now() - askedAt > goodFor) asked = askForOwn();
  await asked;
  return [...own, ...(await standard)];
}

async function askForOwn(): Promise<void> {
  askedAt = performance.now();
  try {
    const response = await fetch('/api/emoji');
    if (!response.ok) throw new Error(String(response.status));
    const text = await response.text();
    if (text !== answer) fill(JSON.parse(text) as OwnEmojiList);
    answer = text;
  } catch {
    askedAt = -Infinity;
  }
}

function fill({ emoji }: OwnEmojiList): void {
  ownEmoji.clear();
  for (const { name, src, width, height, moves } of emoji)
    ownEmoji.set(`:${name}:`, { src, width, height, ...(moves && { moves }) });
  own = emoji.map(({ name }) => ({
    ...{ group: ownGroup, emoji: `:${name}:`, name: `:${name}:`, code: name },
    words: name.replaceAll('_', ' '),
  }));
}
