/** Changes of a room that is held locked: rights are asked for once nobody else can take them, and who comes in or goes hears of it at once. */
import { Injectable } from '@nestjs/common';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Transaction } from '../platform/postgres/transaction.js';
import { asker } from './asker.js';
import { Audience } from './audience.js';
import { type RoomRightsRow, roomRights } from './memberships.repository.js';
import { noSuchRoom } from './no-such-room.js';
import { type Changed, RoomChanges } from './room-changes.js';

interface HeldChange<Result extends Changed> {
  /** Nothing is kept of what it did where it throws. */
  work: (transaction: Transaction, room: RoomRightsRow) => Promise<Result>;
  /** Once it is committed: ids of people who are in from now on, of those who are not, and of whose memberships ended with it. */
  admits?: (result: Result) => number[];
  expels?: (result: Result) => number[];
  ended?: (result: Result) => number[];
  /** Whoever looks at the room without being in it loses it. */
  shuts?: (result: Result) => boolean;
}

type Outcome<Result> = Result & { room: RoomRightsRow };

@Injectable()
export class HeldRooms {
  private readonly watchers: ((room: RoomRightsRow) => void)[] = [];

  constructor(
    private readonly changes: RoomChanges,
    private readonly audience: Audience,
  ) {}

  /** Told of each change once it is committed, with the room as it was before. */
  watch(watcher: (room: RoomRightsRow) => void): void {
    this.watchers.push(watcher);
  }

  /** Answers with what came of it, and the room as it was. Throws `not_found` for a room that they may not see, `invalid` for a conversation. */
  change<Result extends Changed>(
    actor: SignedInUser,
    roomId: number,
    { work, admits, expels, ended, shuts }: HeldChange<Result>,
  ): Promise<Outcome<Result>> {
    return this.changes.make<Outcome<Result>>({
      ...{ roomId, authorId: actor.id },
      work: async (transaction) => {
        const room = await hold(transaction, actor, roomId);
        return { ...(await work(transaction, room)), room };
      },
      committed: (result) => {
        for (const userId of expels?.(result) ?? []) this.audience.expel(userId, roomId);
        if (shuts?.(result)) this.audience.expelStrangers(roomId);
        this.audience.tellOfLeft(roomId, ended?.(result) ?? []);
        for (const userId of admits?.(result) ?? []) this.audience.admit(userId, roomId);
        for (const watcher of this.watchers) watcher(result.room);
      },
    });
  }
}

/**
 * The lock comes in a statement of its own: it waits for whoever is just coming in or writing, and the next statement sees
 * them.
 */
async function hold(transaction: Transaction, actor: SignedInUser, roomId: number): Promise<RoomRightsRow> {
  await transaction.query('select from rooms where id = $1 for update', [roomId]);
  const { id, administers } = asker(actor);
  const [room] = await transaction.query<RoomRightsRow[]>(roomRights, [id, administers, roomId]);
  if (!room) throw noSuchRoom();
  if (room.access === 'direct')
    throw new AppError('invalid', 'A private conversation is only for the two people in it.');
  return room;
}

/** Whoever looks after the room. */
export function requireKeeper({ keeps }: RoomRightsRow): void {
  if (!keeps) throw keepersOnly();
}

export const keepersOnly = () =>
  new AppError('forbidden', 'Only keepers of this room and administrators can do this.');
