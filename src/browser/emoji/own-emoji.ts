/** Pictures of the server's own emoji that this page knows, by the names that stand for them: `:party_parrot:`. */
import type { EmojiPictureView } from '../../shared/emoji.js';

export const ownEmoji = new Map<string, EmojiPictureView>();
