/** Keepers name each other. A room that has one is never without. */
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { userView } from '../people/user-view.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { HeldRooms, requireKeeper } from './held-rooms.js';
import { KeepersRepository } from './keepers.repository.js';
import { subject } from './members.service.js';

@Injectable()
export class Keepers {
  constructor(
    private readonly repository: KeepersRepository,
    private readonly held: HeldRooms,
    private readonly audit: AuditLog,
  ) {}

  /** Makes a member a keeper, or ends that they are one. Repeating it is no error. Throws `conflict` where nobody would be left. */
  async set(actor: SignedInUser, roomId: number, userId: number, keeper: boolean): Promise<void> {
    const { room, changed } = await this.held.change(actor, roomId, {
      work: async (transaction, room) => {
        requireKeeper(room);
        const person = await this.repository.keep(transaction, roomId, userId, keeper);
        if (!person) throw noMember();
        if (!keeper && person.changed && !(await this.repository.isKept(transaction, roomId)))
          throw new AppError('conflict', 'A room needs a keeper. Name another one first.');
        const people = [userView(person)];
        const what = keeper ? ('keeper' as const) : ('unkept' as const);
        return { changed: person.changed ? person : null, lines: person.changed ? [{ what, people }] : [] };
      },
    });
    if (!changed) return;
    const action = keeper ? 'keeper_named' : 'keeper_ended';
    await this.audit.note(actor, action, subject(room), { userId, username: changed.username });
  }
}

const noMember = () =>
  new AppError('not_found', 'There is no such member of this room, or their account is disabled.');
