/** The outboxes of all rooms: what waits for one room goes out while another one is open. */
import type { SendView } from '../../shared/messages.js';
import { type Carrier, noFiles } from './carried-files.js';
import type { Connection } from './connection.js';
import { Outbox, type OutboxListener, type Send } from './outbox.js';
import type { Store } from './store.js';
import { outboxPrefix, roomsWithUnsent, type Unsent } from './unsent.js';

/** Who is told of a room's unsent texts while the room is open. */
export interface OutboxViewer extends OutboxListener {
  /** Before the room is joined the server would refuse what it will take in a moment. */
  readonly mayGo: boolean;
}

export class Outboxes {
  private readonly rooms = new Map<number, RoomOutbox>();

  constructor(
    private readonly store: Store,
    private readonly myId: number,
    private readonly connection: Connection,
    private readonly carrier: Carrier = noFiles,
  ) {}

  /** The room's outbox; `viewer` hears of it until the room is left. */
  open(roomId: number, viewer: OutboxViewer): Outbox {
    const room = this.of(roomId);
    room.viewer = viewer;
    return room.outbox;
  }

  /** The room is not shown any more; what waits still goes out. */
  leave(roomId: number): void {
    this.of(roomId).viewer = undefined;
  }

  /** Sends what waits in any room, from an earlier visit too. Call it when the connection is back. */
  async flush(): Promise<void> {
    for (const roomId of roomsWithUnsent(this.store, this.myId)) this.of(roomId);
    // A room that is open goes out once it is joined: see RoomSession.
    const unseen = [...this.rooms.values()].filter(({ viewer }) => !viewer);
    await Promise.all(unseen.map(({ outbox }) => outbox.flush()));
  }

  /** A file is there that a message may have waited for. */
  arrived(): void {
    for (const { outbox } of this.rooms.values()) void outbox.flush();
  }

  /** Another tab has removed what was under this key of the store. */
  removedElsewhere(key: string): void {
    for (const [roomId, { outbox }] of this.rooms) {
      const prefix = outboxPrefix(this.myId, roomId);
      if (key.startsWith(prefix)) outbox.doneElsewhere(key.slice(prefix.length));
    }
  }

  private of(roomId: number): RoomOutbox {
    let room = this.rooms.get(roomId);
    if (!room) {
      const send: Send = ({ clientId, text, answers, noPreview }, files) =>
        this.connection.isConnected
          ? this.connection.ask('message', {
              ...{ roomId, clientId, text, replyTo: answers?.id },
              ...(answers?.quiet && { quiet: true }),
              ...(files.length > 0 && { files }),
              ...(noPreview && { noPreview }),
            })
          : undefined;
      room = new RoomOutbox(this.store, outboxPrefix(this.myId, roomId), send, this.carrier);
      this.rooms.set(roomId, room);
    }
    return room;
  }
}

class RoomOutbox implements OutboxListener {
  viewer?: OutboxViewer;
  readonly outbox: Outbox;

  constructor(store: Store, prefix: string, send: Send, carrier: Carrier) {
    const sendIfReady: Send = (unsent, files) =>
      this.viewer && !this.viewer.mayGo ? undefined : send(unsent, files);
    this.outbox = new Outbox(store, prefix, sendIfReady, this, carrier);
  }

  added = (unsent: Unsent) => this.viewer?.added(unsent);
  answered = (unsent: Unsent, value: SendView) => this.viewer?.answered(unsent, value);
  refused = (unsent: Unsent) => this.viewer?.refused(unsent);
  discarded = (unsent: Unsent) => this.viewer?.discarded(unsent);
}
