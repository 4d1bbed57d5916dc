/** An emoji as it shows: a character, or the picture of an own one. */
import { ownEmoji } from './own-emoji.js';

export function emojiNode(emoji: string): Node {
  const picture = ownEmoji.get(emoji);
  if (!picture) return document.createTextNode(emoji);
  const image = document.createElement('img');
  image.className = picture.moves ? 'emoji-picture moves' : 'emoji-picture';
  image.alt = emoji;
  image.width = picture.width;
  image.height = picture.height;
  image.loading = 'lazy';
  image.src = picture.src;
  return image;
}

/** Whether it can be shown as more than a name: an own one may have been removed, or is not known here yet. */
export const isShown = (emoji: string): boolean => !emoji.startsWith(':') || ownEmoji.has(emoji);
