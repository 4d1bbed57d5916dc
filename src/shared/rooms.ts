/** Rooms: their names and addresses, who may come in and write, making and changing them. */
import { z } from 'zod';
import { count, id, idView, time } from './ids.js';
import { limits } from './limits.js';
import { forwards, list, searchText } from './lists.js';
import { userView, username } from './people.js';
import { plainText } from './text.js';

export const accesses = ['public', 'private', 'admins', 'direct', 'group'] as const;
export type Access = (typeof accesses)[number];

export const postings = ['everyone', 'admins'] as const;
export type Posting = (typeof postings)[number];

const roomNameTooLong = 'The room name is too long: at most {{maximum}} characters.';

export const roomName = plainText(limits.roomNameLength, roomNameTooLong)
  .transform((name) => name.normalize('NFKC').trim().replace(/^#/, '').replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(1, 'Give the room a name.').max(limits.roomNameLength, roomNameTooLong))
  .refine(
    (name) => /^[\p{L}\p{N}][^/\\?#@%\p{C}]*$/u.test(name),
    'A room name starts with a letter or digit and cannot contain / \\ ? # @ or %.',
  );

/** A room's address: its name, `@username` for the conversation with that person, or `~` and the id of a group. */
export const address = plainText(
  limits.roomNameLength + 1,
  'There is no such room, or it is not open to you.',
).min(1, 'Enter the name of a room.');

export const topicText = plainText(
  limits.topicLength,
  'The topic is too long: at most {{maximum}} characters.',
);

const roomShape = {
  id: idView,
  address: z
    .string()
    .describe(
      'its name in links; for a private conversation, @ and the name of the other person; for a group, ~ and its id',
    ),
  name: z.string(),
  topic: z.string(),
  access: z.enum(accesses),
  posting: z.enum(postings).describe('who may write'),
  lastSeq: count.describe('position of the newest message'),
  rev: count.describe('counts every change of the room and its messages'),
  slowSeconds: count.describe('between two messages of one person; 0: as fast as they like'),
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
    unread: count.describe('messages since you read, of others whom you do not ignore; counted to 10000'),
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
  archived: z.boolean('Use true or false.').optional().describe('only archived ones, or only others'),
  address: address
    .optional()
    .describe('only the room at this address, or that had it last, where you may read it; by itself'),
  ...forwards,
});

/** What a room may be opened to; `direct` is made by writing to somebody, and never changes. */
export const roomAccesses = ['public', 'private', 'admins'] as const;

const access = z.enum(roomAccesses, 'The access of a room must be public, private or admins.');
const posting = z.enum(postings, 'The posting of a room must be everyone or admins.');

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

const secondsToWait = 'Choose from 0 to 3600 seconds between two messages of one person.';

const slowSeconds = z.int(secondsToWait).min(0, secondsToWait).max(3_600, secondsToWait);

const sayWhat = 'Say what to change: name, topic, access, posting, slowSeconds or archived.';

/** What is left out stays as it is. */
export const roomChange = z
  .object(
    {
      name: roomName,
      topic: topicText,
      access,
      posting,
      archived: z.boolean('Set archived to true or false.'),
      slowSeconds,
    },
    sayWhat,
  )
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), sayWhat);
export type RoomChange = z.output<typeof roomChange>;

export const roomDeletion = z
  .object({
    name: z
      .string('Type the name of the room.')
      .max(limits.roomNameLength + 1, roomNameTooLong)
      .optional()
      .describe('the name of the room: what is in it goes, too'),
  })
  .meta({ id: 'RoomDeletion', example: { name: 'Kitchen' } });

/** Whom one writes to privately. */
export const addressee = username.meta({ example: 'boris' }).describe('username');

/** In a group: its maker, and at least two others. */
export const mostInGroup = 20;

export const newGroup = z
  .object({
    people: z
      .array(id, 'Say who is to be in the group: two others at least.')
      .max(100, 'Say who is to be in the group: two others at least.')
      .meta({ example: [2, 3] })
      .describe('ids of the others, 2 to 19'),
  })
  .meta({ id: 'NewGroup' });

export const newConversation = z.object({ to: addressee }).meta({ id: 'NewConversation' });
