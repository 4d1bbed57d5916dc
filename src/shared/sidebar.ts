/** How somebody keeps their list of rooms: its order, their own sections, what is folded. On all their devices. */
import { z } from 'zod';
import { count, id, idView } from './ids.js';
import { limits } from './limits.js';
import { isBlank, plainText } from './text.js';

export const roomOrders = ['activity', 'name', 'hand'] as const;
export type RoomOrder = (typeof roomOrders)[number];

/** The sections that everybody has; those of one's own are called by their id. */
export const fixedSections = ['you', 'favourites', 'rooms'] as const;

/** Of one person. */
export const mostSections = 50;

const noSection = 'There is no such section in your list of rooms.';
const key = (fixed: string) =>
  z
    .string(noSection)
    .regex(new RegExp(`^(${fixed}|[1-9]\\d{0,15})$`), noSection)
    .meta({ example: 'rooms' });
const sectionKey = key(fixedSections.join('|'));
const keys = z.array(sectionKey, noSection).max(mostSections + fixedSections.length, noSection);

export const sectionView = z.object({ id: idView, name: z.string() }).meta({ id: 'Section' });
export type SectionView = z.infer<typeof sectionView>;

export const sidebarView = z
  .object({
    order: z
      .enum(roomOrders)
      .describe('how rooms stand in a section: the liveliest first, by name, or as you put them'),
    unreadOnly: z.boolean().describe('rooms with nothing new are hidden'),
    folded: z.array(z.string()).describe('sections that are folded: you, favourites, rooms, or an id'),
    sections: z.array(sectionView).describe('your own, in their order'),
    rev: count.describe('counts your changes: of two states the one with more is the later'),
  })
  .meta({ id: 'Sidebar' });
export type SidebarView = z.infer<typeof sidebarView>;

const sayWhat = 'Say what to change: order, unreadOnly, fold or unfold.';

/** What is left out stays as it is. */
export const sidebarChange = z
  .object(
    {
      order: z.enum(roomOrders, 'The order must be activity, name or hand.'),
      unreadOnly: z.boolean('Use true or false.'),
      fold: keys.describe('sections to fold'),
      unfold: keys,
    },
    sayWhat,
  )
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), sayWhat)
  .meta({ id: 'SidebarChange', example: { order: 'activity' } });
export type SidebarChange = z.output<typeof sidebarChange>;

const tooLong = 'The name of the section is too long: at most {{maximum}} characters.';
const sectionName = plainText(limits.roomNameLength, tooLong)
  .transform((name) => name.replace(/\s+/g, ' ').trim())
  .refine((name) => !isBlank(name), 'Give the section a name.')
  .meta({ example: 'Garden' });

export const newSection = z
  .object({ name: sectionName }, 'Give the section a name.')
  .meta({ id: 'NewSection' });

const sayOfSection = 'Say what to change: name or after.';

export const sectionChange = z
  .object(
    {
      name: sectionName,
      after: id.nullable().describe('your section after which it stands from now on; null: it is the first'),
    },
    sayOfSection,
  )
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), sayOfSection)
  .meta({ id: 'SectionChange', example: { name: 'Garden' } });
export type SectionChange = z.output<typeof sectionChange>;

/** Where a room is put. */
export const roomMove = z
  .object(
    {
      section: key('favourites|rooms').describe(
        'favourites, an id of your own, or rooms for none: conversations stand under For you then',
      ),
      after: id
        .nullable()
        .optional()
        .describe('the room after which it stands, by hand; null: the first. Left out: its place stays'),
    },
    noSection,
  )
  .meta({ id: 'RoomMove', example: { section: 'favourites' } });
export type RoomMove = z.output<typeof roomMove>;

/** Where a room of the reader's stands now. */
export const roomPlace = z
  .object({
    roomId: idView,
    favourite: z.boolean(),
    section: idView.nullable(),
    place: z.number().nullable(),
  })
  .meta({ id: 'RoomPlace' });
export type RoomPlace = z.infer<typeof roomPlace>;

/** Of its parts in events.ts. */
export const sidebarEvents = {
  sidebar_changed: {
    summary: 'You keep your list of rooms otherwise now: its order, its sections, where some rooms stand',
    to: 'your connections',
    payload: z.object({ ...sidebarView.shape, moved: z.array(roomPlace) }),
  },
};
