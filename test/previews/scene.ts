/** Anna and Boris in a room, and a web that they link to. */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { MessageView } from '../../src/shared/messages.js';
import type { PreviewView } from '../../src/shared/previews.js';
import { Inspection } from '../../src/server/messages/reading/inspection.service.js';
import { MessageChangesService } from '../../src/server/messages/changing/message-changes.service.js';
import { MessagesService } from '../../src/server/messages/messages.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser } from '../support/factories.js';
import type { TestServices } from '../support/services.js';
import { eventually } from '../support/socket.js';

interface Waiting {
  tries: number;
  /** A node has said lately that it is at it; null where none is. */
  isClaimed: boolean | null;
}

export class Scene {
  private constructor(
    readonly node: TestServices,
    readonly anna: SignedInUser,
    readonly boris: SignedInUser,
    readonly roomId: number,
  ) {}

  static async begin(node: TestServices): Promise<Scene> {
    const anna = await addUser(node.database, 'anna');
    const boris = await addUser(node.database, 'boris', 'admin');
    const members = [anna, boris];
    const roomId = await addRoom(node.database, `room of ${randomUUID()}`, { access: 'private', members });
    return new Scene(node, anna, boris, roomId);
  }

  async say(
    text: string,
    { by = this.anna, ...more }: { by?: SignedInUser; noPreview?: true; files?: number[] } = {},
  ): Promise<MessageView> {
    const send = { roomId: this.roomId, clientId: randomUUID(), text, ...more };
    return (await this.node.get(MessagesService).send(by, send)) as MessageView;
  }

  edit({ id }: MessageView, text: string): Promise<MessageView> {
    return this.node.get(MessageChangesService).edit(this.anna, { messageId: id, text });
  }

  remove({ id }: MessageView): Promise<MessageView> {
    return this.node.get(MessageChangesService).delete(this.anna, { messageId: id });
  }

  now({ id }: MessageView): Promise<MessageView> {
    return this.node.get(Inspection).message(this.anna, id);
  }

  /** What the link of a message waits for, if it still does. */
  async waitingFor({ id }: MessageView): Promise<Waiting | undefined> {
    const [row] = await this.node.database.query<Waiting>(
      `select tries, claimed_at > now() - interval '20 seconds' as "isClaimed" from wanted_previews where message_id = $1`,
      [id],
    );
    return row;
  }

  /** Once nothing waits any more. */
  async settled(): Promise<void> {
    await eventually(async () => {
      const waiting = await this.node.database.query(
        `select from rooms where rev > coalesce(
           (select rev from cursors where room_id = rooms.id and subscriber = 'previews'), 0)
         union all select from wanted_previews`,
      );
      return waiting.length === 0;
    }, 'the links were not looked at');
  }

  /** The preview that the message has once all is done. */
  async previewOf(message: MessageView): Promise<PreviewView | undefined> {
    await this.settled();
    return (await this.now(message)).preview;
  }

  /** Pictures of previews that somebody may read. */
  async pictures(): Promise<number> {
    const rows = await this.node.database.query(
      'select from files where is_preview and gone_at is null and room_id = $1',
      [this.roomId],
    );
    return rows.length;
  }
}

export const jpeg = (colour = 'green', size = 64): Promise<Buffer> =>
  sharp({ create: { width: size, height: size, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
