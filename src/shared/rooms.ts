/** Making and changing rooms. */
import { z } from 'zod';
import { roomName } from './names.js';
import { topicText } from './text.js';
import { postings } from './words.js';

/** What a room may be opened to; `direct` is made by writing to somebody, and never changes. */
export const roomAccesses = ['public', 'private', 'admins'] as const;

const access = z.enum(roomAccesses, 'The access of a room is public, private or admins.');
const posting = z.enum(postings, 'Posting in a room is for everyone or for admins.');

export const newRoom = z.object(
  {
    name: roomName,
    topic: topicText.optional(),
    access: access.default('public'),
    posting: posting.default('everyone'),
  },
  'Give the room a name.',
);
export type NewRoom = z.output<typeof newRoom>;

/** What is left out stays as it is. */
export const roomChange = z
  .object(
    {
      name: roomName,
      topic: topicText,
      access,
      posting,
      archived: z.boolean('Say with archived whether the room is archived: true or false.'),
    },
    'Say what to change: name, topic, access, posting or archived.',
  )
  .partial()
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    'Say what to change: name, topic, access, posting or archived.',
  );
export type RoomChange = z.output<typeof roomChange>;
