/** What administrators do with messages of others. */
import { Injectable } from '@nestjs/common';
import type { MessageView } from '../../../shared/messages.js';
import { AuditLog } from '../../audit/audit-log.js';
import { allowsAdministration, type SignedInUser } from '../../platform/access/signed-in-user.js';
import { administratorsOnly } from '../../platform/errors/administrators-only.js';
import { AppError } from '../../platform/errors/app-error.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { Feed } from '../log/feed.js';
import { RoomLog } from '../log/room-log.js';
import { type MessageRow, messageView } from '../message.row.js';
import { MessageChangesService } from './message-changes.service.js';
import { ModerationRepository } from './moderation.repository.js';

/** Messages that one statement removes: others wait for it no longer than for a batch of sends. */
const batch = 500;

/** Milliseconds after which the answer says that there is more to do, so that it comes in time (promise P10). */
const patience = 3_000;

@Injectable()
export class Moderation {
  constructor(
    private readonly changes: MessageChangesService,
    private readonly repository: ModerationRepository,
    private readonly log: RoomLog,
    private readonly feed: Feed,
    private readonly rooms: RoomsService,
    private readonly audit: AuditLog,
  ) {}

  /** One message in any room that is not direct. Repeating it is no error. Throws `not_found`, `forbidden`. */
  remove(administrator: SignedInUser, messageId: number): Promise<MessageView> {
    return this.changes.delete(administrator, { messageId }, { inspects: true });
  }

  /** A message that was reported, in a private conversation, too. That it is removed already is no error. */
  async removeReported(
    administrator: SignedInUser,
    { id, roomId, seq, author }: Pick<MessageView, 'id' | 'roomId' | 'seq' | 'author'>,
  ): Promise<void> {
    const remove = () => this.repository.remove(administrator.id, author.id, roomId, [id]);
    if ((await this.removeBatch(remove, roomId, true)) === 0) return;
    const details = { roomId, authorId: author.id, author: author.username };
    await this.audit.note(
      administrator,
      'message_removed',
      { type: 'message', id, name: `#${seq}` },
      details,
    );
  }

  /**
   * All that a person wrote, in private conversations, too: abuse happens there first, and nothing is read for it. Can be
   * repeated; `done` is false when there is more than fits into one answer. Ban the person first, or they go on writing.
   */
  async removeAllOf(
    administrator: SignedInUser,
    userId: number,
  ): Promise<{ removed: number; done: boolean }> {
    const { administers, username } = await this.repository.standing(administrator.id, userId);
    if (!administers || !allowsAdministration(administrator)) throw administratorsOnly();
    if (username === null) throw new AppError('not_found', 'There is no such person.');
    const result = await this.removeInTime(administrator.id, userId);
    const subject = { type: 'user', id: userId, name: username } as const;
    if (result.removed > 0)
      await this.audit.note(administrator, 'messages_removed', subject, { messages: result.removed });
    return result;
  }

  /**
   * All that somebody wrote who was erased, in their own name. `goesOn` is asked after each batch; false where it said so and there
   * is more.
   */
  async removeErased(userId: number, goesOn: () => Promise<boolean>): Promise<boolean> {
    for (const { room_id, ids } of await this.repository.writtenBy(userId)) {
      for (let from = 0; from < ids.length; from += batch) {
        const remove = () => this.repository.remove(userId, userId, room_id, ids.slice(from, from + batch));
        await this.removeBatch(remove, room_id, from === 0);
        if (!(await goesOn())) return false;
      }
    }
    return true;
  }

  private async removeInTime(administratorId: number, userId: number) {
    const end = performance.now() + patience;
    let removed = 0;
    for (const { room_id, ids } of await this.repository.writtenBy(userId)) {
      for (let from = 0; from < ids.length; from += batch) {
        if (performance.now() > end) return { removed, done: false };
        const remove = () =>
          this.repository.remove(administratorId, userId, room_id, ids.slice(from, from + batch));
        removed += await this.removeBatch(remove, room_id, from === 0);
      }
    }
    return { removed, done: true };
  }

  /** A long list is told one by one only as far as a catch-up would go; for the rest everybody catches up. */
  private async removeBatch(
    remove: () => Promise<MessageRow[]>,
    roomId: number,
    oneByOne: boolean,
  ): Promise<number> {
    const tombstones = await this.log.changeMany(async () => (await remove()).map(messageView), oneByOne);
    if (!oneByOne && tombstones.length > 0)
      for (const head of await this.rooms.heads([roomId])) this.feed.moved(head);
    return tombstones.length;
  }
}
