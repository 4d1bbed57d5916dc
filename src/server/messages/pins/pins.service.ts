/** Pins: what a room keeps at hand, and the line that says who pinned what. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import type { MessageView } from '../../../shared/messages.js';
import type { PinsAsked, PinsView } from '../../../shared/pins.js';
import { asker } from '../../memberships/asker.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { defaultLanguage, translator } from '../../platform/languages/i18n.js';
import { pageOf } from '../../platform/postgres/page.js';
import { Turns } from '../../platform/work/turns.js';
import { LivingMessages } from '../changing/living-messages.service.js';
import type { Draft, Position } from '../log/draft.js';
import { RoomLog } from '../log/room-log.js';
import { type MessageRow, messageView } from '../message.row.js';
import { Inspection } from '../reading/inspection.service.js';
import { seqsByRoom } from '../seqs-by-room.js';
import { PinCounts } from './pin-counts.js';
import { PinsRepository } from './pins.repository.js';

interface Pin {
  messageId: number;
  on: boolean;
}

@Injectable()
export class Pins {
  /** Of two that somebody asks for at once, the later would overtake. */
  private readonly turns = new Turns();

  constructor(
    private readonly repository: PinsRepository,
    private readonly living: LivingMessages,
    private readonly log: RoomLog,
    private readonly inspection: Inspection,
    private readonly counts: PinCounts,
  ) {}

  /** Setting what is set already is no change. `language`: in which the room's line is written, for whoever does not translate it. */
  set(user: SignedInUser, pin: Pin, language = defaultLanguage): Promise<MessageView> {
    return this.turns.take(`${user.id} ${pin.messageId}`, () => this.setInTurn(user, pin, language));
  }

  /** The newest messages first. */
  async list(reader: SignedInUser, roomId: number, { before, limit }: PinsAsked): Promise<PinsView> {
    const { inspects } = await this.inspection.enter(reader, roomId);
    const [rows, total] = await Promise.all([
      this.repository.page({ id: reader.id, inspects }, roomId, { before, limit: limit + 1 }),
      this.counts.of(roomId),
    ]);
    const { page, next } = pageOf(rows, limit);
    return { messages: page.map(messageView), next: next && page.at(-1)!.seq, total };
  }

  /** What is pinned in all rooms of somebody's own: by room, the seqs. */
  async own(reader: SignedInUser): Promise<Map<number, Set<number>>> {
    return seqsByRoom(await this.repository.own(reader.id, mostOwn));
  }

  private async setInTurn(
    user: SignedInUser,
    { messageId, on }: Pin,
    language: string,
  ): Promise<MessageView> {
    const { message, standing } = await this.living.require(user, messageId);
    if (!standing.canPin) throw notTheirs();
    if ((message.pinned !== null) === on) return messageView(message);
    const changed = on ? await this.pin(user, message, language) : await this.takeAway(user, messageId);
    if (!changed) return this.asItIs(user, messageId, on);
    await this.counts.tell(changed.roomId);
    return changed;
  }

  private pin(user: SignedInUser, message: MessageRow, language: string): Promise<MessageView | null> {
    const line = lineOn(user, message, language);
    return this.log.changeSaying(
      line,
      () => this.write(user, message.id, line),
      () => this.living.find(user, message.id),
    );
  }

  private async write(user: SignedInUser, messageId: number, line: Draft): Promise<Position | null> {
    const pinned = await this.repository.pin(messageId, asker(user), line);
    if (pinned === 'full') throw tooMany();
    return pinned === 'unchanged' ? null : pinned.line;
  }

  private takeAway(user: SignedInUser, messageId: number): Promise<MessageView | null> {
    return this.log.change(
      () => this.repository.takeAway(messageId, asker(user)),
      () => this.living.find(user, messageId),
    );
  }

  /** Somebody else was quicker; or their token, or a change of their role, forbids it. */
  private async asItIs(user: SignedInUser, messageId: number, on: boolean): Promise<MessageView> {
    const message = await this.living.find(user, messageId);
    if ((message.pinned !== null) !== on) throw notTheirs();
    return messageView(message);
  }
}

/** What the room says of it. */
const lineOn = ({ id }: SignedInUser, { room_id, seq }: MessageRow, language: string): Draft => ({
  ...{ roomId: room_id, authorId: id, clientId: randomUUID(), kind: 'pin' },
  text: `${translator(language)('pinned a message:')} #${seq}`,
  ...{ html: null, replyTo: null, called: null },
});

/** Pins that are looked through at once; somebody in two hundred rooms may have as many. */
const mostOwn = 20_000;

const notTheirs = () =>
  new AppError('forbidden', 'Only keepers of this room and administrators can pin messages here.');

const tooMany = () =>
  new AppError(
    'conflict',
    'This room has {{maximum}} pinned messages, the most it can have. Take a pin away first.',
    {
      maximum: limits.pins,
    },
  );
