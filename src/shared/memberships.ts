/** Who belongs to a room, and how they stand to it. */
import { z } from 'zod';
import type { ServerEventDeclaration } from './event-declarations.js';
import { count, id, idView, instant, oneById, seq, time } from './ids.js';
import { searchText } from './lists.js';
import { level, levels, roles, userView } from './people.js';
import { scopes } from './tokens.js';

/** Somebody, whatever room they are in. */
export const userWithRole = z.object({ ...userView.shape, role: z.enum(roles) }).meta({ id: 'UserWithRole' });

const keeper = z.boolean().describe('whether they look after the room');

export const memberView = z.object({ ...userWithRole.shape, keeper }).meta({ id: 'Member' });
export type MemberView = z.infer<typeof memberView>;

/** People who are brought into a room at once. */
const mostAtOnce = 50;

const someAtOnce = 'Choose from 1 to {{maximum}} people.';

export const oneMember = z.object({ ...oneById.shape, userId: id.meta({ example: 2 }) });
/** Whom to add. */
export const newMember = z
  .union([
    z.object({ userIds: z.array(id).min(1, someAtOnce).max(mostAtOnce, someAtOnce) }),
    z.object({ userId: id }),
  ])
  .meta({ id: 'NewMember', example: { userIds: [2] } });

export const leaving = z.object({
  heir: id.optional().describe('id of a member who keeps the room from then on'),
});

export const heirsWanted = z.object({ query: searchText.describe('part of a name') });
export type HeirsWanted = z.output<typeof heirsWanted>;

/** Who could keep a room once its reader has left it. */
export const heirsView = z
  .object({
    kept: z.boolean().describe('whether somebody else looks after it already'),
    people: z.array(userView).describe('members who may, the nearest first; 20 at most'),
  })
  .meta({ id: 'Heirs' });
export type HeirsView = z.infer<typeof heirsView>;

/** How a member is told of a room, and how they keep it in their lists. */
export const membershipView = z
  .object({
    level: z.enum(levels).describe('what you are told of'),
    ownLevel: z
      .enum(levels)
      .nullable()
      .describe('what you chose for this room; null: as in all rooms, by your notices or the server'),
    muted: z.boolean().describe('nothing of it calls for you'),
    mutedUntil: time.nullable().describe('null while muted: until you turn it on again'),
    favourite: z.boolean(),
    section: idView
      .nullable()
      .describe('your own section in which you keep it; a favourite stands among the favourites'),
    place: z.number().nullable().describe('among its neighbours, where you sort by hand; null: after those'),
  })
  .meta({ id: 'Membership' });
export type MembershipView = z.infer<typeof membershipView>;

const sayWhat = 'Say what to change: level, muted, mutedUntil or favourite.';

/** What is left out stays as it is. */
export const membershipChange = z
  .object(
    {
      level: level.nullable().describe('null: as in all rooms'),
      muted: z
        .boolean('Use true or false.')
        .describe('true: until you turn it on, unless mutedUntil says when'),
      mutedUntil: instant.describe('mutes it until then'),
      favourite: z.boolean('Use true or false.'),
    },
    sayWhat,
  )
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), sayWhat)
  .meta({ id: 'MembershipChange', example: { level: 'mentions' } });
export type MembershipChange = z.output<typeof membershipChange>;

const unreadMeans = 'messages after lastReadSeq, of others whom you do not ignore';

/** The reader's own standing in a room. */
export const meView = z
  .object({
    ...memberView.shape,
    member: z.boolean(),
    keeps: z.boolean().describe('whether you may look after the room: as its keeper, or an administrator'),
    canPost: z.boolean(),
    canPin: z.boolean(),
    lastReadSeq: count,
    unread: count.describe(`${unreadMeans}; counted to 10000`),
    membership: membershipView.nullable().describe('null for whoever is no member'),
  })
  .meta({ id: 'Standing' });
export type MeView = z.infer<typeof meView>;

/** Who asks, whatever room they look at. */
export const selfView = z
  .object({
    user: userWithRole,
    scope: z
      .enum(scopes)
      .nullable()
      .describe('of the token; null for a session, which may do all that you may'),
    unread: count.describe('in all rooms and conversations'),
    activity: count.describe('what was meant for you and is new; counted to 1000'),
    csrfToken: z.string().nullable().describe('for X-CSRF-Token with a session; null with a token'),
  })
  .meta({ id: 'Me' });

export const readView = z
  .object({ lastReadSeq: count, unread: count.describe(unreadMeans) })
  .meta({ id: 'ReadMark' });
export type ReadView = z.infer<typeof readView>;

export const allRead = z.object({ rooms: count.describe('whose marks have moved') }).meta({ id: 'AllRead' });

const unread = z.boolean('Use true or false.').optional();

export const readMark = z
  .object({ seq, unread: unread.describe('true: mark as unread from this seq on') })
  .meta({ id: 'NewReadMark' });

/** Who is in; a part of events.ts. */
export const memberNews = {
  members_joined: {
    summary: 'People are members of the room from now on, whatever they look at; sent in batches',
    to: 'whoever has opened the room',
    payload: z.object({ roomId: idView, userIds: z.array(idView) }),
  },
  members_left: {
    summary: 'People are no members of the room any more: they left, were removed, or their account is gone',
    to: 'whoever has opened the room',
    payload: z.object({ roomId: idView, userIds: z.array(idView) }),
  },
} satisfies Record<string, ServerEventDeclaration>;
