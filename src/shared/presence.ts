/** Who is online in a room, who is here at all, and when the others were. */
import { z } from 'zod';
import { count, id, idView, time } from './ids.js';
import { limits } from './limits.js';
import { afterPlace, forwards, list, nextPlace, searchText } from './lists.js';
import { memberView, userWithRole } from './memberships.js';
import { userView } from './people.js';
import { statusView } from './profiles.js';
import { standingInRoom } from './room-peace.js';
import { accesses } from './rooms.js';

export const onlineView = z
  .object({ users: z.array(userView).describe('500 at most') })
  .meta({ id: 'Online' });

/** Who came to a room or left it, or who is there. */
export const presenceChange = z
  .object({
    roomId: idView,
    users: z.array(userView),
    online: count.describe('people online in the room now'),
  })
  .meta({ id: 'PresenceChange' });

/** Somebody, wherever they are. */
export const personView = z
  .object({
    ...userWithRole.shape,
    online: z.boolean().describe('whether they are here, in whatever room'),
    status: statusView.nullable().describe('what they say of how they are just now'),
    lastHereAt: time.nullable().describe('when they last came or went; null for whoever never came'),
    disabled: z.boolean().describe('whether the account is'),
  })
  .meta({ id: 'Person' });
export type PersonView = z.infer<typeof personView>;

/** Somebody as they stand to a room. */
export const roomPersonView = personView
  .extend({
    member: z.boolean().describe('false for whoever only looks at the room'),
    keeper: memberView.shape.keeper,
  })
  .meta({ id: 'RoomPerson' });
export type RoomPersonView = z.infer<typeof roomPersonView>;

/** The people of a room, as one page of them. */
export const roomPeople = list('members', roomPersonView)
  .extend({
    next: nextPlace,
    total: count.describe('members of the room'),
    here: count.describe('people of the room who are here, or of those who were looked for'),
  })
  .meta({ id: 'MemberList' });
export type RoomPeopleView = z.infer<typeof roomPeople>;

export const roomPeopleWanted = z.object({
  query: searchText.describe('part of the name'),
  after: afterPlace,
  limit: forwards.limit,
});
export type RoomPeopleWanted = z.output<typeof roomPeopleWanted>;

/** People by their names, or those who are named so, the nearest first. */
export const foundPeople = list('people', personView).meta({ id: 'FoundPeople' });
export type FoundPeople = z.infer<typeof foundPeople>;

export const peopleWanted = z.object({
  query: searchText.describe('part of the username or of the name that they chose'),
  after: forwards.after.describe('next of the page before'),
  limit: forwards.limit.default(20),
});
export type PeopleWanted = z.output<typeof peopleWanted>;

/** Whom a message can call in a room. */
export const mentionablePeople = z
  .object({ people: z.array(personView).describe('20 at most') })
  .meta({ id: 'MentionablePeople' });
export type MentionablePeople = z.infer<typeof mentionablePeople>;

export const mentionableWanted = z.object({ query: searchText.describe('part of a name') });
export type MentionableWanted = z.output<typeof mentionableWanted>;

/** Somebody as everybody may know them. */
export const personCard = z
  .object({
    person: personView,
    pronouns: z.string().describe('or a line about their role'),
    timeZone: z.string().nullable().describe('where they want others to see their time'),
    rooms: z
      .array(z.object({ id: idView, name: z.string(), address: z.string(), access: z.enum(accesses) }))
      .describe('that you and they are members of, 100 at most'),
    hasConversation: z.boolean().describe('whether you have written to each other'),
    ignored: z.boolean().describe('whether you ignore them'),
    inRoom: standingInRoom
      .nullable()
      .describe('how they stand to the room that you asked about; null for none, and for a conversation'),
  })
  .meta({ id: 'PersonCard' });
export type PersonCard = z.infer<typeof personCard>;

/** By the name that they have, or had. */
export const personNamed = z.object({
  username: z
    .string()
    .min(1)
    .max(4 * limits.usernameLength),
});

export const cardWanted = z.object({ room: id.optional().describe('id of a room that you look at') });

/** People came or went, told to those who see it. */
export const presenceChanged = z
  .object({ roomId: idView.describe('of which they are members'), people: z.array(personView) })
  .meta({ id: 'ChangedPresence' });

/** Of whom somebody wants to know whether they are here. */
export const askedAbout = z.object({ userIds: z.array(id).max(limits.userList) });
export const hereAmong = z.object({ online: z.array(idView).describe('those of them who are here') });
