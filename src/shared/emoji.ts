/** The server's own emoji: pictures with names, beside those of Unicode. */
import { z } from 'zod';
import { count, idView, time } from './ids.js';
import { userView } from './people.js';

/** Bytes of a picture that is sent. */
export const emojiBytes = 256 * 1024;

/** On one server. */
export const mostEmoji = 500;

export const emojiName = z
  .string('Give the emoji a name.')
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9_]{2,32}$/,
    'A name has 2 to 32 small letters from a to z, digits or underscores: party_parrot.',
  );

export const newEmoji = z.object({ name: emojiName.meta({ example: 'party_parrot' }) });

const side = z.int().positive();

/** Where the picture of an own emoji is, and its size in pixels. */
export const emojiPicture = z
  .object({
    src: z.string().describe('its address; where it moves, with ?moving the picture that does'),
    width: side,
    height: side,
    moves: z.literal(true).optional(),
  })
  .meta({ id: 'EmojiPicture' });
export type EmojiPictureView = z.infer<typeof emojiPicture>;

export const ownEmojiView = z
  .object({
    id: idView,
    name: z.string(),
    ...emojiPicture.shape,
    addedBy: userView.nullable().describe('null for somebody of whom a guest may not know'),
    addedAt: time,
  })
  .meta({ id: 'OwnEmoji' });
export type OwnEmojiView = z.infer<typeof ownEmojiView>;

export const ownEmojiList = z
  .object({ emoji: z.array(ownEmojiView).describe('by name'), most: count.describe('that there may be') })
  .meta({ id: 'OwnEmojiList' });
export type OwnEmojiList = z.infer<typeof ownEmojiList>;

/** Whether a reaction, or a word of a text, is written as an emoji's name: `:party_parrot:`. */
export const isEmojiName = (text: string): boolean => /^:[a-z0-9_]{2,32}:$/.test(text);

/**
 * One emoji, as Unicode recommends it for interchange, or the name of an own one: `:party_parrot:`. The v flag makes a family or a
 * flag one emoji.
 */
export const emoji = z
  .string('Choose an emoji.')
  .max(34, 'Choose one emoji.')
  .refine((text) => /^\p{RGI_Emoji}$/v.test(text) || isEmojiName(text), 'Choose one emoji.');
