/** Tells people's connections what was committed. Only a wake-up call: what is lost here is healed from the log. */
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { MessageView } from '../../../shared/messages.js';
import { Delivery } from '../../delivery/delivery.js';
import { groups } from '../../delivery/groups.js';
import { Pauses } from '../../platform/work/pauses.js';
import type { Written } from './draft.js';
import { GatheringWindow } from './gathering-window.js';
import { type Committed, Feed, type RoomHead, type Subscriber } from './feed.js';

/** Milliseconds between two `room_head` of one room to members who look elsewhere. */
const headEvery = 1_000;

/** Messages of a room on their way to people. */
interface Gathered {
  messages: MessageView[];
  /** The sum of the times at which they arrived: what is needed of these is their mean. */
  arrivals: number;
}

/** Copied, as the arrays are the feed's, and every subscriber's. */
const together = (waiting: Gathered, more: Gathered): Gathered => ({
  messages: [...waiting.messages, ...more.messages],
  arrivals: waiting.arrivals + more.arrivals,
});

@Injectable()
export class RoomAnnouncer implements Subscriber, OnModuleDestroy {
  private readonly window = new GatheringWindow();
  private readonly gathering = new Pauses<number, Gathered>(
    () => this.window.milliseconds,
    (roomId, gathered) => this.announce(roomId, gathered),
    together,
  );
  private readonly heads = new Pauses<number, MessageView>(
    headEvery,
    (_, newest) => this.sendHead(newest),
    (_, newest) => newest,
  );
  private readonly delivered = new Map<number, number>();

  constructor(
    private readonly delivery: Delivery,
    feed: Feed,
  ) {
    feed.subscribe('delivery', this);
  }

  /** The rev up to which this node has told its connections of a room; undefined when it has not, or has forgotten. */
  deliveredRev(roomId: number): number | undefined {
    return this.delivered.get(roomId);
  }

  /** Forgets how far it has told of rooms that nobody here looks at: this node may come across every room there is. */
  forgetAllBut(served: ReadonlySet<number>): void {
    for (const roomId of this.delivered.keys()) if (!served.has(roomId)) this.delivered.delete(roomId);
  }

  written({ written, byRoom, since }: Committed): void {
    for (const { message, peer } of written) if (peer) this.announcePrivately(message, peer);
    for (const [roomId, messages] of byRoom) {
      this.gathering.want(roomId, { messages, arrivals: since * messages.length });
      this.heads.want(roomId, messages.at(-1)!);
    }
  }

  /**
   * A message's whole new state, after what was gathered before it: a room's events leave in rev order. Whoever looks
   * elsewhere has nothing more to read for it, and would take the place of an old message for the room's head.
   */
  changed(message: MessageView): void {
    this.gathering.hurry(message.roomId);
    this.delivery.send(groups.room(message.roomId), 'message_changed', {
      roomId: message.roomId,
      message,
    });
    this.delivered.set(message.roomId, message.rev);
  }

  /** One word that the room has come this far, and whoever looks at it catches up. */
  moved({ roomId, seq, rev }: RoomHead): void {
    this.delivery.send(groups.room(roomId), 'room_head', { roomId, seq, rev });
  }

  onModuleDestroy(): void {
    this.gathering.end();
    this.heads.end();
  }

  private announcePrivately(message: MessageView, peer: NonNullable<Written['peer']>): void {
    this.delivery.send(groups.inbox(peer.id), 'private_message', { from: message.author, message });
    this.delivery.send(groups.inbox(message.author.id), 'private_message_delivered', {
      to: peer,
      message,
    });
  }

  private announce(roomId: number, { messages, arrivals }: Gathered): void {
    this.window.learn(performance.now() - arrivals / messages.length);
    this.sendMessages(roomId, messages);
  }

  private sendMessages(roomId: number, messages: MessageView[]): void {
    this.delivery.send(groups.room(roomId), 'chat_message', { roomId, messages });
    this.delivered.set(roomId, messages.at(-1)!.rev);
  }

  private sendHead({ roomId, seq, rev }: MessageView): void {
    const elsewhere = { except: groups.room(roomId) };
    this.delivery.send(groups.members(roomId), 'room_head', { roomId, seq, rev }, elsewhere);
  }
}
