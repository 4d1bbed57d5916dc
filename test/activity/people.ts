/** Some people in a room, and what each of them finds in their activity. */
import { randomUUID } from 'node:crypto';
import type { ActivityEntry } from '../../src/shared/activity.js';
import type { MessageView } from '../../src/shared/messages.js';
import { ActivityService } from '../../src/server/activity/activity.service.js';
import { MessageChangesService } from '../../src/server/messages/changing/message-changes.service.js';
import { MessagesService } from '../../src/server/messages/messages.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser } from '../support/factories.js';
import type { TestServices } from '../support/services.js';
import { eventually } from '../support/socket.js';

export class Scene {
  readonly people = new Map<string, SignedInUser>();
  roomId = 0;

  private constructor(readonly node: TestServices) {}

  /** A room of its own for these people; the first of them looks after the server. */
  static async begin(node: TestServices, ...names: string[]): Promise<Scene> {
    const scene = new Scene(node);
    for (const [place, name] of names.entries())
      scene.people.set(name, await addUser(node.database, name, place === 0 ? 'admin' : 'member'));
    scene.roomId = await addRoom(node.database, `room of ${randomUUID()}`, {
      access: 'private',
      members: [...scene.people.values()],
    });
    return scene;
  }

  who(name: string): SignedInUser {
    return this.people.get(name)!;
  }

  async say(name: string, text: string, replyTo?: MessageView, quiet = false): Promise<MessageView> {
    const send = {
      roomId: this.roomId,
      clientId: randomUUID(),
      text,
      ...(replyTo && { replyTo: replyTo.id }),
      ...(quiet && { quiet }),
    };
    return (await this.node.get(MessagesService).send(this.who(name), send)) as MessageView;
  }

  async ignore(name: string, other: string): Promise<void> {
    await this.node.database.query('insert into ignored (user_id, ignored_id) values ($1, $2)', [
      this.who(name).id,
      this.who(other).id,
    ]);
  }

  whisper(name: string, to: string, text: string): Promise<MessageView> {
    const message = { to, clientId: randomUUID(), text };
    return this.node.get(MessagesService).sendPrivately(this.who(name), message);
  }

  edit(name: string, { id }: MessageView, text: string): Promise<MessageView> {
    return this.node.get(MessageChangesService).edit(this.who(name), { messageId: id, text });
  }

  remove(name: string, { id }: MessageView): Promise<MessageView> {
    return this.node.get(MessageChangesService).delete(this.who(name), { messageId: id });
  }

  react(name: string, { id }: MessageView, emoji: string, on = true): Promise<MessageView> {
    return this.node.get(MessageChangesService).react(this.who(name), { messageId: id, emoji, on });
  }

  async entries(name: string): Promise<ActivityEntry[]> {
    const { entries } = await this.node.get(ActivityService).page(this.who(name), { limit: 50 });
    return entries;
  }

  /** As `kind of a text`, the newest first; new ones with a star. */
  async finds(name: string): Promise<string[]> {
    return (await this.entries(name)).map(
      ({ kind, message, read }) => `${read ? '' : '*'}${kind}: ${message.text ?? 'deleted'}`,
    );
  }

  /** Once all that was said so far has been dealt with. */
  async settled(): Promise<void> {
    await eventually(async () => {
      const behind = await this.node.database.query(
        `select from rooms where rev > coalesce(
           (select rev from cursors where room_id = rooms.id and subscriber = 'activity'), 0)`,
      );
      return behind.length === 0;
    }, 'the log was not followed');
  }
}
