/** Links by which people come to the server and into rooms. */
import { z } from 'zod';
import { count, id, idView, oneById, time } from './ids.js';
import { backwards, list } from './lists.js';
import { userView } from './people.js';

/** What whoever registers by one is. */
export const invitedRoles = ['member', 'guest'] as const;
export type InvitedRole = (typeof invitedRoles)[number];

export const invitationStates = ['open', 'ended', 'used_up', 'revoked'] as const;
export type InvitationState = (typeof invitationStates)[number];

/** Rooms into which one invitation leads. */
export const mostInvitationRooms = 20;

const wholeDays = 'The number of days must be a whole number from 1 to 3650.';
const wholeUses = 'The number of people must be a whole number from 1 to 10000.';

const invitationShape = {
  role: z
    .enum(invitedRoles, 'An invitation is for members or for guests.')
    .default('member')
    .describe('what whoever registers by it is; who has an account stays what they are'),
  endsInDays: z
    .int(wholeDays)
    .min(1, wholeDays)
    .max(3650, wholeDays)
    .optional()
    .describe('days from now; without it the invitation has no end'),
  maxUses: z
    .int(wholeUses)
    .min(1, wholeUses)
    .max(10_000, wholeUses)
    .optional()
    .describe('how many people may come by it; without it as many as do'),
};

export const newRoomInvitation = z
  .object(invitationShape)
  .meta({ id: 'NewRoomInvitation', example: { role: 'member', endsInDays: 7, maxUses: 10 } });

export const newInvitation = z
  .object({
    ...invitationShape,
    roomIds: z
      .array(id)
      .max(mostInvitationRooms, 'An invitation leads into {{maximum}} rooms at most.')
      .default([])
      .describe('rooms into which it leads'),
  })
  .meta({ id: 'NewInvitation', example: { role: 'member', endsInDays: 7, maxUses: 10 } });
export type NewInvitation = z.output<typeof newInvitation>;

const invitedRoom = z.object({ id: idView, name: z.string(), address: z.string() });

export const invitationView = z
  .object({
    id: idView,
    role: z.enum(invitedRoles),
    state: z.enum(invitationStates),
    rooms: z.array(invitedRoom).describe('those of its rooms that you may see'),
    madeBy: userView,
    createdAt: time,
    endsAt: time.nullable(),
    maxUses: count.nullable(),
    uses: count,
    people: z
      .array(z.object({ user: userView, at: time, registered: z.boolean() }))
      .describe('who came by it, the newest first; 100 at most'),
  })
  .meta({ id: 'Invitation' });
export type InvitationView = z.infer<typeof invitationView>;

/** The one answer that holds the link. */
export const newInvitationView = z
  .object({
    ...invitationView.shape,
    path: z.string().describe('append it to the address of this server; shown this once'),
  })
  .meta({ id: 'NewInvitationMade' });
export type NewInvitationView = z.infer<typeof newInvitationView>;

export const invitationList = list('invitations', invitationView).meta({ id: 'InvitationList' });

export const invitationsOfRoom = z.object(backwards);
export const oneInvitation = oneById;
