import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { canonicalKey } from '../../../shared/rules/canonical-key.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Audience } from '../../memberships/audience.js';
import { HeldRooms } from '../../memberships/held-rooms.js';
import { MembersService, subject } from '../../memberships/members.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { administratorsOnly } from '../../platform/errors/administrators-only.js';
import { AppError } from '../../platform/errors/app-error.js';
import { FieldErrors } from '../../platform/http/forms.js';
import { AskedWork } from '../asked-work.js';
import { RoomDeletionsRepository } from './room-deletions.repository.js';

/** Files that a page counts. */
const counted = 10_000;

/** Deletes rooms with all that is in them: for everybody at once, and what they consist of by and by. */
@Injectable()
export class RoomDeletions implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly work = new AskedWork('A room is to be removed', async (isStopping) => {
    const roomId = await this.repository.claim();
    if (roomId !== null) await this.empty(roomId, isStopping);
    return roomId !== null;
  });

  constructor(
    private readonly repository: RoomDeletionsRepository,
    private readonly held: HeldRooms,
    private readonly members: MembersService,
    private readonly audience: Audience,
    private readonly audit: AuditLog,
  ) {}

  onApplicationBootstrap(): void {
    this.work.look();
  }

  onModuleDestroy(): Promise<void> {
    return this.work.stop();
  }

  /** Files that were sent there, for whoever is about to delete it. */
  async files(reader: SignedInUser, roomId: number): Promise<{ count: number; isMore: boolean }> {
    if (!(await this.members.requireRights(reader, roomId)).administers) throw administratorsOnly();
    const count = await this.repository.files(roomId, counted + 1);
    return { count: Math.min(count, counted), isMore: count > counted };
  }

  /**
   * By its name, which is typed to confirm. Throws `not_found`, `forbidden` for whoever is no administrator, `invalid` for another name
   * and for conversations, which are their people's.
   */
  async delete(actor: SignedInUser, roomId: number, name: string): Promise<void> {
    const { room } = await this.held.change(actor, roomId, {
      work: async (transaction, room) => {
        if (!room.administers) throw administratorsOnly();
        if (room.access === 'group') throw theirs();
        if (keyOf(name) !== keyOf(room.name ?? '')) throw anotherName();
        await this.repository.begin(transaction, roomId);
        return { lines: [] };
      },
    });
    this.audience.close(roomId);
    this.work.start();
    await this.audit.note(actor, 'room_erased', subject(room));
  }

  private async empty(roomId: number, isStopping: () => boolean): Promise<void> {
    const steps = [() => this.repository.removeMessages(roomId), () => this.repository.removeSome(roomId)];
    for (const removeSome of steps)
      while (await removeSome()) {
        if (isStopping()) return;
        await this.repository.renew(roomId);
      }
    await this.repository.finish(roomId);
  }
}

const theirs = () =>
  new AppError('invalid', 'A conversation belongs to the people in it: it cannot be deleted.');

const anotherName = () =>
  new FieldErrors({
    name: new AppError(
      'invalid',
      'This is a different name. Type the name of the room that you want to delete.',
    ),
  });

/** As it stands everywhere, some type it with a `#` before it. */
const keyOf = (name: string): string => canonicalKey(name.trim().replace(/^#/, ''));
