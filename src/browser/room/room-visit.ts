/** The reader in one room: everything that lives from opening the room to leaving it. */
import type { Role } from '../../shared/people.js';
import { Changes } from '../messages/changes.js';
import { Composer } from '../composer/composer.js';
import { MessageList } from '../messages/message-list.js';
import { MessageTools } from '../messages/message-tools.js';
import { OpenRoom } from './open-room.js';
import { People } from '../people/people.js';
import { PresenceNotices } from '../people/presence-notices.js';
import { RoomPageParts } from './room-page-parts.js';
import type { Place, Shell } from '../shell/shell.js';
import { TypingSignal } from '../composer/typing-signal.js';

export class RoomVisit implements Place {
  readonly parts: RoomPageParts;
  readonly room: OpenRoom;
  readonly people: People;
  /** In a conversation of two there is nobody to tell of. */
  readonly notices?: PresenceNotices;
  readonly composer?: Composer;
  private readonly leaving = new AbortController();
  /** Aborted when the reader leaves; for listeners on what outlives the room's page. */
  readonly signal = this.leaving.signal;

  constructor(shell: Shell) {
    const { connection, rooms, outboxes } = shell;
    const parts = (this.parts = new RoomPageParts(rooms));
    const messages = new MessageList(parts.logElement, () => parts.address, Number(parts.main.dataset.me));
    const room = (this.room = new OpenRoom(parts, messages, connection, outboxes, this.signal));
    const me = { ...room.me, role: parts.main.dataset.myRole as Role };
    const place = { main: parts.main, log: parts.logElement, field: parts.field };
    new MessageTools(place, me, messages, room.scroller, new Changes(connection, room));
    if (!parts.address.startsWith('@')) this.notices = new PresenceNotices(room.history, me.id);
    const typing = new TypingSignal(connection, room.id);
    if (parts.form && parts.field)
      this.composer = new Composer(
        parts.form,
        parts.field,
        `samovar.draft.${room.me.id}.${room.id}`,
        {
          sent: (text) => room.sending.write(text),
          typing: () => typing.send(),
        },
        () => this.people.others,
      );
    this.people = new People(parts.people, room.me, (username) => this.composer?.startPrivate(username));
  }

  connected(): void {
    void this.room.connected();
  }

  disconnected(): void {
    this.room.disconnected();
  }

  leave(): void {
    this.leaving.abort();
  }
}
