import { Injectable, Logger } from '@nestjs/common';
import type { MessageView } from '../../../shared/messages.js';
import type { Written } from './draft.js';

/** How far a room has come. */
export interface RoomHead {
  roomId: number;
  seq: number;
  rev: number;
}

/** What one statement has committed; do not change it, as it is everybody's. */
export interface Committed {
  written: readonly Written[];
  /** The same messages: room id → its messages, in seq order. */
  byRoom: ReadonlyMap<number, MessageView[]>;
  /** When the first of them arrived at this node, on the clock of `performance.now()`. */
  since: number;
}

/** Hears of a room's news in the order of their revs, at once: who has more to do than a little does it later. */
export interface Subscriber {
  /** New messages. */
  written(batch: Committed): void;
  /** A message's whole new state: edited, deleted, reacted to. */
  changed(message: MessageView): void;
  /** So many changes at once that nobody is told of each: the room has come this far. */
  moved(head: RoomHead): void;
}

/**
 * What the room log has committed, announced once. The html of messages that pages keep (KeptLists) does not subscribe: it
 * belongs to the newest page as it was read in one state of the room, and whoever asks in another gets another one.
 */
@Injectable()
export class Feed {
  private readonly logger = new Logger(Feed.name);
  private readonly subscribers = new Map<string, Subscriber>();

  /** `name` stands in the log when the subscriber fails. */
  subscribe(name: string, subscriber: Subscriber): void {
    if (this.subscribers.has(name)) throw new Error(`There is a subscriber of the name ${name} already.`);
    this.subscribers.set(name, subscriber);
  }

  /** A committed batch, which is in seq order within each room; `since` is when its first message arrived. */
  written(written: Written[], since: number): void {
    const byRoom = new Map<number, MessageView[]>();
    for (const { message } of written) {
      const messages = byRoom.get(message.roomId);
      if (messages) messages.push(message);
      else byRoom.set(message.roomId, [message]);
    }
    const batch = { written, byRoom, since };
    this.tell((subscriber) => subscriber.written(batch));
  }

  changed(message: MessageView): void {
    this.tell((subscriber) => subscriber.changed(message));
  }

  moved(head: RoomHead): void {
    this.tell((subscriber) => subscriber.moved(head));
  }

  /** What is announced is committed already, so a subscriber that fails takes nothing back and stops nobody. */
  private tell(say: (subscriber: Subscriber) => void): void {
    for (const [name, subscriber] of this.subscribers) {
      try {
        say(subscriber);
      } catch (error) {
        this.logger.error(`The subscriber "${name}" failed: ${String(error)}`, (error as Error).stack);
      }
    }
  }
}
