/** A message and all that answers it: reading it, following it, and how far somebody has read. */
import { Injectable } from '@nestjs/common';
import type { FollowedThread, ThreadStanding, ThreadView } from '../../../shared/threads.js';
import { Delivery } from '../../delivery/delivery.js';
import { groups } from '../../delivery/groups.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { noSuchMessage } from '../changing/changes.repository.js';
import { messageView } from '../message.row.js';
import { ThreadReads } from './thread-reads.js';
import { standingView, type ThreadRow, ThreadsRepository, type ThreadStretch } from './threads.repository.js';

@Injectable()
export class Threads {
  constructor(
    private readonly repository: ThreadsRepository,
    private readonly rooms: RoomsService,
    private readonly delivery: Delivery,
    private readonly reads: ThreadReads,
  ) {}

  /** The thread that a message is in, or begins: its newest answers, or those at a seq. */
  async read(
    reader: SignedInUser,
    { messageId, ...stretch }: ThreadStretch & { messageId: number },
  ): Promise<ThreadView> {
    const thread = await this.require(reader, messageId);
    const rows = await this.repository.page(reader.id, thread, stretch);
    const { first_seq: firstSeq, replies } = thread;
    const [first, last] = [rows[0]?.seq, rows.at(-1)?.seq];
    return {
      root: messageView(thread),
      messages: rows.map(messageView),
      // An answer may have come since the thread was found: it is on the page, and nothing is behind it.
      hasBefore: first === undefined ? stretch.after !== undefined && firstSeq !== null : first > firstSeq!,
      hasAfter:
        last === undefined ? stretch.before !== undefined && replies !== null : last < replies!.lastSeq,
      ...standingView(thread),
    };
  }

  /** Members only: nobody else is told of what comes. `except`: the connection that asked. */
  async follow(
    user: SignedInUser,
    { messageId, on }: { messageId: number; on: boolean },
    except?: string,
  ): Promise<ThreadStanding> {
    const { room_id: roomId } = await this.require(user, messageId);
    const { member } = await this.rooms.requireById(user, roomId);
    if (!member) throw new AppError('forbidden', 'Join the room first.');
    await this.repository.follow(user.id, messageId, on);
    return this.tell(user, messageId, except);
  }

  /** Moves the mark of a follower forward; of anybody else no mark is kept. */
  async mark(
    user: SignedInUser,
    { messageId, seq }: { messageId: number; seq: number },
    except?: string,
  ): Promise<ThreadStanding> {
    const before = await this.require(user, messageId);
    const moves = before.following && before.last_read_seq < seq;
    if (moves) await this.repository.read(user.id, messageId, seq);
    this.reads.announce({ userId: user.id, roomId: before.room_id, threadId: before.id, seq });
    return moves ? this.tell(user, messageId, except) : standingView(before);
  }

  /** Of these threads those that one follows. */
  async followed(user: SignedInUser, ids: number[]): Promise<{ threads: FollowedThread[] }> {
    return { threads: await this.repository.followed(user.id, ids) };
  }

  /** The person's other tabs and devices. */
  private async tell(user: SignedInUser, messageId: number, except?: string): Promise<ThreadStanding> {
    const thread = await this.require(user, messageId);
    const standing = standingView(thread);
    const payload = { roomId: thread.room_id, messageId: thread.id, ...standing };
    this.delivery.send(
      groups.inbox(user.id),
      'thread_changed',
      payload,
      except === undefined ? {} : { except },
    );
    return standing;
  }

  private async require(user: SignedInUser, messageId: number): Promise<ThreadRow> {
    const thread = await this.repository.find(user.id, messageId);
    if (!thread) throw noSuchMessage();
    return thread;
  }
}
