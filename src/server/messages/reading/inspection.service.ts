/**
 * Reading by those who hold no socket: programs, and administrators who look into any room that is not direct. An
 * administrator in a room that is not open to them reads as its inspector: they become no member, nobody in the room
 * notices, and the audit log tells of it.
 */
import { Injectable } from '@nestjs/common';
import type { ChangesView, HistoryView, MessageView } from '../../../shared/messages.js';
import { allowsAdministration, type SignedInUser } from '../../platform/access/signed-in-user.js';
import { InspectionNotes } from '../../rooms/inspection-notes.js';
import { type FoundRoom, VisibleRooms } from '../../rooms/visible-rooms.service.js';
import { ChangesRepository, noSuchMessage } from '../changing/changes.repository.js';
import { RoomNews } from '../log/room-news.js';
import { messageView } from '../message.row.js';
import { History, type PageRequest } from './history.js';

@Injectable()
export class Inspection {
  constructor(
    private readonly rooms: VisibleRooms,
    private readonly reading: History,
    private readonly messages: ChangesRepository,
    private readonly news: RoomNews,
    private readonly notes: InspectionNotes,
  ) {}

  /** A page of a room's messages, in seq order. */
  async history(reader: SignedInUser, request: PageRequest): Promise<HistoryView> {
    const { room, inspects } = await this.enter(reader, request.roomId);
    return this.reading.readPage({ id: reader.id, inspects }, room, request);
  }

  /** What changed since `rev`, in rev order; the newest page when that is too much, or without a rev. */
  async changes(reader: SignedInUser, roomId: number, rev: number | undefined): Promise<ChangesView> {
    const found = await this.enter(reader, roomId);
    const opened = await this.reading.open(reader, found, { rev }, found.inspects);
    const { room, messages, reset, hasMore } = opened;
    return { room, rev: opened.rev, messages, reset, hasMore };
  }

  /**
   * The same, but where nothing changed yet the answer waits up to so many seconds for it. The right to read is asked
   * again for what came. On another node's messages it waits for at most 3 s more (HeadWatch).
   */
  async waitForChanges(
    reader: SignedInUser,
    roomId: number,
    rev: number,
    seconds: number,
    signal: AbortSignal,
  ): Promise<ChangesView> {
    const waiting = this.news.subscribe(reader.id, roomId, rev);
    try {
      const changes = await this.changes(reader, roomId, rev);
      if (changes.reset || changes.rev > rev || seconds === 0) return changes;
      await waiting.come(seconds * 1_000, signal);
    } finally {
      waiting.end();
    }
    return this.changes(reader, roomId, rev);
  }

  /** One message, as it is now. */
  async message(reader: SignedInUser, messageId: number): Promise<MessageView> {
    const row = await this.messages.find(messageId, reader.id, allowsAdministration(reader));
    if (!row) throw noSuchMessage();
    await this.enter(reader, row.room_id);
    return messageView(row);
  }

  /** The room, for reading in it: the audit log tells of an inspector. */
  async enter(reader: SignedInUser, roomId: number): Promise<FoundRoom> {
    const found = await this.rooms.require(reader, roomId);
    if (found.inspects) await this.notes.note(reader, found.room);
    return found;
  }
}
