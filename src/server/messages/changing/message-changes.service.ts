/** Second thoughts: edit, delete, react. */
import { Injectable } from '@nestjs/common';
import { emptyMessage, type MessageView } from '../../../shared/messages.js';
import { isSaid } from '../../../shared/rules/is-said.js';
import { isBlank } from '../../../shared/text.js';
import { AuditLog } from '../../audit/audit-log.js';
import { asker } from '../../memberships/asker.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Turns } from '../../platform/work/turns.js';
import { RoomLog } from '../log/room-log.js';
import { messageView } from '../message.row.js';
import { Writing } from '../writing.js';
import { ChangesRepository } from './changes.repository.js';
import { LivingMessages } from './living-messages.service.js';
import { Reactions } from './reactions.service.js';

const lineSentences = {
  pin: 'This line says what was pinned. Take the pin away, or delete the line.',
  room: 'This line says what became of the room. It cannot be edited.',
};

@Injectable()
export class MessageChangesService {
  /** Rights are looked up before a change is made: of two that somebody asks for at once, the later would overtake. */
  private readonly turns = new Turns();

  constructor(
    private readonly repository: ChangesRepository,
    private readonly reactions: Reactions,
    private readonly log: RoomLog,
    private readonly living: LivingMessages,
    private readonly audit: AuditLog,
    private readonly writing: Writing,
  ) {}

  /** One's own messages only, administrators included. An edit that changes nothing is no change. */
  edit(author: SignedInUser, { messageId, text }: { messageId: number; text: string }): Promise<MessageView> {
    return this.inTurn(author, messageId, async () => {
      const { message } = await this.living.require(author, messageId);
      if (message.author_id !== author.id)
        throw new AppError('forbidden', 'You can edit only your own messages.');
      if (!isSaid(message.kind)) throw new AppError('invalid', lineSentences[message.kind as 'pin']);
      if (isBlank(text) && message.files === null) throw new AppError('invalid', emptyMessage);
      await this.writing.require(author, text);
      return this.changeLiving(author, messageId, () =>
        this.repository.edit(messageId, author.id, text, this.writing.html(text)),
      );
    });
  }

  /**
   * One's own messages; moderators anyone's that they can read, administrators with `inspects` also in rooms they are no member of. Its text is gone for
   * good, its place stays. Repeating it is no error.
   */
  async delete(
    actor: SignedInUser,
    { messageId }: { messageId: number },
    { inspects = false }: { inspects?: boolean } = {},
  ): Promise<MessageView> {
    const by = asker(actor);
    const find = () => this.living.find(actor, messageId, inspects && by.administers);
    const { author_id } = await find();
    const deleted = await this.log.change(() => this.repository.delete(messageId, by, inspects), find);
    const message = deleted ?? messageView(await find());
    if (!message.deletedAt) throw new AppError('forbidden', 'You can delete only your own messages.');
    if (deleted && author_id !== actor.id) await this.noteRemoval(actor, message);
    return message;
  }

  /** Members, to any message of the room. Setting what is set already is no change. */
  react(
    user: SignedInUser,
    reaction: { messageId: number; emoji: string; on: boolean },
  ): Promise<MessageView> {
    const { messageId } = reaction;
    return this.inTurn(user, messageId, async () => {
      await this.living.require(user, messageId);
      return this.changeLiving(user, messageId, () => this.reactions.set(user.id, reaction));
    });
  }

  private inTurn(
    { id }: SignedInUser,
    messageId: number,
    change: () => Promise<MessageView>,
  ): Promise<MessageView> {
    return this.turns.take(`${id} ${messageId}`, change);
  }

  /** Makes the change. Where it came to nothing, it is either so already, or they may not any more. */
  private async changeLiving(
    user: SignedInUser,
    messageId: number,
    make: () => Promise<boolean>,
  ): Promise<MessageView> {
    const changed = await this.log.change(make, () => this.living.find(user, messageId));
    return changed ?? messageView((await this.living.require(user, messageId)).message);
  }

  private async noteRemoval(actor: SignedInUser, { id, seq, roomId, author }: MessageView): Promise<void> {
    const details = { roomId, authorId: author.id, author: author.username };
    await this.audit.note(actor, 'message_removed', { type: 'message', id, name: `#${seq}` }, details);
  }
}
