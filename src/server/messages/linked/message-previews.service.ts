/** What the links of messages lead to, as a change of their message. Who finds it out is none of the log's business. */
import { Injectable } from '@nestjs/common';
import type { MessageView } from '../../../shared/messages.js';
import type { PreviewView } from '../../../shared/previews.js';
import { moderates } from '../../../shared/rules/moderates.js';
import { AuditLog } from '../../audit/audit-log.js';
import { asker } from '../../memberships/asker.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { ChangesRepository, noSuchMessage } from '../changing/changes.repository.js';
import { RoomLog } from '../log/room-log.js';
import { messageView } from '../message.row.js';
import { Inspection } from '../reading/inspection.service.js';
import { type LinkedRow, MessagePreviewsRepository } from './message-previews.repository.js';

@Injectable()
export class MessagePreviews {
  constructor(
    private readonly repository: MessagePreviewsRepository,
    private readonly messages: ChangesRepository,
    private readonly log: RoomLog,
    private readonly inspection: Inspection,
    private readonly audit: AuditLog,
  ) {}

  /** A message that may have a preview and has none; else null. */
  bare(messageId: number): Promise<LinkedRow | null> {
    return this.repository.bare(messageId);
  }

  /** Shows this below the message, as long as it says what it said. Whether it does. */
  async set({ id, text }: LinkedRow, preview: PreviewView): Promise<boolean> {
    const changed = await this.log.change(
      () => this.repository.set(id, text, preview),
      () => this.repository.find(id),
    );
    return changed !== null;
  }

  /**
   * Of one's own message, for good; moderators of anyone's, administrators with `inspects` also in rooms they are no member of: they see the
   * message then, which the audit log tells of as of any look into the room. Repeating it is no error.
   */
  async hide(
    actor: SignedInUser,
    { messageId }: { messageId: number },
    { inspects = false }: { inspects?: boolean } = {},
  ): Promise<MessageView> {
    const by = asker(actor);
    const find = () => this.require(actor, messageId, inspects && by.administers);
    const message = await find();
    if (inspects) await this.inspection.enter(actor, message.room_id);
    if (message.deleted_at) throw new AppError('conflict', 'This message was deleted.');
    if (message.author_id !== actor.id && !(by.administers && moderates(actor.role)))
      throw new AppError('forbidden', 'You can remove previews only from your own messages.');
    const changed = await this.log.change(() => this.repository.hide(messageId, by, inspects), find);
    if (changed && message.author_id !== actor.id) await this.noteRemoval(actor, changed);
    return changed ?? messageView(await find());
  }

  private async noteRemoval(actor: SignedInUser, { id, seq, roomId, author }: MessageView): Promise<void> {
    const details = { roomId, authorId: author.id, author: author.username };
    await this.audit.note(actor, 'preview_removed', { type: 'message', id, name: `#${seq}` }, details);
  }

  private async require(reader: SignedInUser, messageId: number, inspects: boolean) {
    const message = await this.messages.find(messageId, reader.id, inspects);
    if (!message) throw noSuchMessage();
    return message;
  }
}
