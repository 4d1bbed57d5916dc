/** `:tada:` typed whole becomes the emoji when it is sent; not in code, and not where nothing is called so. */
import { outsideCode } from '../../shared/rules/in-code.js';
import { later } from '../shell/later.js';

const name = /:([a-z0-9_+-]+):/gi;
let emojis: Map<string, string> | undefined;

/** Fetches the names once somebody begins to write one. */
export function expectEmojiNames(text: string): void {
  if (emojis || !text.includes(':')) return;
  later()
    .then(({ loadEmojis }) => loadEmojis())
    .then((list) => (emojis = new Map(list.map(({ code, emoji }) => [code, emoji]))))
    .catch(() => undefined);
}

export function withEmojis(text: string): string {
  if (!emojis) return text;
  return outsideCode(text, (part) =>
    part.replace(name, (typed, code: string) => emojis!.get(code.toLowerCase()) ?? typed),
  );
}
