/** The server's own emoji in texts, as formatting knows them. */

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

/** The name stands there for whoever saves it, and decides nothing. */
export const emojiPath = (id: number, name: string): string => `/emoji/${id}/${name}.webp`;
