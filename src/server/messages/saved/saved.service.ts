/** What somebody saved for themselves, over all their rooms. */
import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import type { SavedAsked, SavedChange, SavedList, SavedMark, SavedView } from '../../../shared/saved.js';
import { Delivery } from '../../delivery/delivery.js';
import { groups } from '../../delivery/groups.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { pageOf } from '../../platform/postgres/page.js';
import { Turns } from '../../platform/work/turns.js';
import { noSuchMessage } from '../changing/changes.repository.js';
import { LivingMessages } from '../changing/living-messages.service.js';
import { messageView } from '../message.row.js';
import { seqsByRoom } from '../seqs-by-room.js';
import { SavedRepository, type SavedRow } from './saved.repository.js';

/** Milliseconds. */
const longest = 5 * 366 * 24 * 3_600_000;

@Injectable()
export class SavedMessages {
  /** What somebody saves at the same time is counted one after the other. */
  private readonly turns = new Turns();

  constructor(
    private readonly repository: SavedRepository,
    private readonly living: LivingMessages,
    private readonly delivery: Delivery,
  ) {}

  /** Members only: of rooms that somebody has left nothing is shown. What is left out of the change stays as it is. */
  save(user: SignedInUser, messageId: number, change: SavedChange): Promise<SavedView> {
    return this.turns.take(String(user.id), async () => {
      await this.living.requireInOwnRoom(user, messageId);
      await this.requireSpace(user, messageId, change);
      await this.repository.save(user.id, messageId, change);
      const saved = await this.find(user, messageId);
      if (!saved) {
        // It was deleted meanwhile, or they have left the room, which this says.
        await this.living.requireInOwnRoom(user, messageId);
        throw noSuchMessage();
      }
      this.tell(user.id, messageId, markOf(saved));
      return saved;
    });
  }

  /** Removing what is not there is no error, whatever it is. */
  async remove(user: SignedInUser, messageId: number): Promise<void> {
    if (await this.repository.remove(user.id, messageId)) this.tell(user.id, messageId, null);
  }

  async find(user: SignedInUser, messageId: number): Promise<SavedView | null> {
    const row = await this.repository.find(user.id, messageId);
    return row && savedView(row);
  }

  /** Where all of it is: by room, the seqs; rooms that they left are among them. */
  async own(user: SignedInUser): Promise<Map<number, Set<number>>> {
    return seqsByRoom(await this.repository.places(user.id, limits.saved));
  }

  async list(user: SignedInUser, { before, limit, filter, message }: SavedAsked): Promise<SavedList> {
    if (message !== undefined) {
      const saved = await this.find(user, message);
      return { saved: saved ? [saved] : [], next: null };
    }
    if (filter) {
      const rows = await this.repository.reminders(user.id, limits.reminders);
      return { saved: pageOf(rows, limits.reminders).page.map(savedView), next: null };
    }
    const { page, next } = pageOf(await this.repository.page(user.id, before, limit + 1), limit);
    return { saved: page.map(savedView), next: next && page.at(-1)!.saved_id };
  }

  private async requireSpace(
    user: SignedInUser,
    messageId: number,
    { remindAt }: SavedChange,
  ): Promise<void> {
    if (remindAt) requireToCome(remindAt);
    const { saved, reminders } = await this.repository.counts(user.id, messageId);
    if (saved >= limits.saved)
      throw new AppError(
        'conflict',
        'You have saved {{maximum}} messages, the most there can be. Remove some first.',
        {
          maximum: limits.saved,
        },
      );
    if (remindAt && reminders >= limits.reminders)
      throw new AppError(
        'conflict',
        'You have {{maximum}} reminders to come, the most there can be. Remove some first.',
        { maximum: limits.reminders },
      );
  }

  private tell(userId: number, messageId: number, saved: SavedMark | null): void {
    this.delivery.send(groups.inbox(userId), 'saved_changed', { messageId, saved });
  }
}

function requireToCome(moment: Date): void {
  const away = moment.getTime() - Date.now();
  if (away <= 0) throw new AppError('invalid', 'Choose a time that is still to come.');
  if (away > longest) throw new AppError('invalid', 'Choose a time within the next five years.');
}

const markOf = ({ note, savedAt, remindAt, remindedAt }: SavedView): SavedMark => ({
  note,
  savedAt,
  remindAt,
  remindedAt,
});

const savedView = (row: SavedRow): SavedView => ({
  message: messageView(row),
  room: row.room,
  note: row.note,
  savedAt: row.saved_at.toISOString(),
  remindAt: row.remind_at?.toISOString() ?? null,
  remindedAt: row.reminded_at?.toISOString() ?? null,
});
