/** Rooms: their names and addresses, who may come in and write, making and changing them. */
import { z } from 'zod';
import { count, idView, time } from './ids.js';
import { limits } from './limits.js';
import { forwards, list, searchText } from './lists.js';
import { userView, username } from './people.js';
import { plainText } from './text.js';

export const accesses = ['public', 'private', 'admins', 'direct'] as const;
export type Access = (typeof accesses)[number];

export const postings = ['everyone', 'admins'] as const;
export type Posting = (typeof postings)[number];

const roomNameTooLong = 'The room name is too long: {{maximum}} characters at most.';

export const roomName = plainText(limits.roomNameLength, roomNameTooLong)
  .transform((name) => name.normalize('NFKC').trim().replace(/^#/, '').replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(1, 'Give the room a name.').max(limits.roomNameLength, roomNameTooLong))
  .refine(
    (name) => /^[\p{L}\p{N}][^/\\?#@%\p{C}]*$/u.test(name),
    'A room name starts with a letter or digit and holds no / \\ ? # @ or %.',
  );

/** A room's address: its name, or `@username` for the conversation with that person. */
export const address = plainText(
  limits.roomNameLength + 1,
  'There is no such room, or it is not open to you.',
).min(1, 'Name a room.');

export const topicText = plainText(
  limits.topicLength,
  'The topic is too long: {{maximum}} characters at most.',
);

const roomShape = {
  id: idView,
  address: z.string().describe('how links name it; @ and the other name for a conversation of two'),
  name: z.string(),
  topic: z.string(),
  access: z.enum(accesses),
  posting: z.enum(postings).describe('who may write'),
  lastSeq: count.describe('place of the newest message'),
  rev: count.describe('counts every change of the room and its messages'),
  archivedAt: time.nullable(),
};

export const roomView = z.object(roomShape).meta({ id: 'Room' });
export type RoomView = z.infer<typeof roomView>;

/** A room in a list, as the reader stands to it. */
export const roomSummaryView = z
  .object({
    ...roomShape,
    online: count.describe('people online in it'),
    members: count,
    unread: count.describe('messages of others since you read; counted to 10000'),
    member: z.boolean().describe('whether you are one'),
    lastMessageAt: time.nullable(),
  })
  .meta({ id: 'RoomSummary' });
export type RoomSummaryView = z.infer<typeof roomSummaryView>;

export const roomList = list('rooms', roomSummaryView).meta({ id: 'RoomList' });

export const directView = z
  .object({
    room: roomView,
    peer: userView.describe('the other person'),
    online: z.boolean().describe('whether they are'),
    unread: count,
    lastMessageAt: time.nullable(),
  })
  .meta({ id: 'Conversation' });

export const conversationList = list('conversations', directView).meta({ id: 'ConversationList' });

export const roomSearch = z.object({
  query: searchText.describe('part of the name'),
  archived: z.boolean('Say true or false.').optional().describe('only archived ones, or only others'),
  ...forwards,
});

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

const sayWhat = 'Say what to change: name, topic, access, posting or archived.';

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
    sayWhat,
  )
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), sayWhat);
export type RoomChange = z.output<typeof roomChange>;

/** Whom one writes to privately. */
export const addressee = username.meta({ example: 'boris' }).describe('username');

export const newConversation = z.object({ to: addressee }).meta({ id: 'NewConversation' });
