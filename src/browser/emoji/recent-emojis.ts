/** The emojis one used last, in this browser. */
const key = 'samovar.emojis';
const most = 16;
const toBeginWith = ['👍', '❤️', '😂', '🎉', '🙏', '👀'];

export const recentEmojis = {
  /** The last used first; at least a few. */
  list(): string[] {
    const used = read();
    return [...used, ...toBeginWith.filter((emoji) => !used.includes(emoji))].slice(0, most);
  },

  add(emoji: string): void {
    try {
      localStorage.setItem(
        key,
        JSON.stringify([emoji, ...read().filter((other) => other !== emoji)].slice(0, most)),
      );
    } catch {
      // Storage full or forbidden: the order stays as it was.
    }
  },
};

function read(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}
