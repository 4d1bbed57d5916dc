import { Check, Column, Entity, Index, Unique } from 'typeorm';
import { MadeId } from '../platform/postgres/made-id.js';
import type { MessageKind } from '../../shared/messages.js';
import type { About } from '../../shared/room-lines.js';
import type { PreviewView } from '../../shared/previews.js';

/**
 * One entry of a room's log. No foreign keys: the statement that writes has locked the room and joined the author, and rooms
 * and users are never deleted. Each key would add a lookup and a row lock per message.
 */
@Entity('messages')
@Unique('messages_room_seq', ['roomId', 'seq'])
@Unique('messages_author_client', ['authorId', 'clientId'])
@Check('messages_kind_check', `kind in ('text', 'action', 'pin', 'room')`)
@Check('messages_check', '(text is null) = (deleted_at is not null)')
@Check('messages_check1', 'deleted_at is null or html is null')
@Index('messages_room_rev', ['roomId', 'rev'])
@Index('messages_lines', ['roomId', 'seq'], { where: "kind = 'room'" })
@Index('messages_thread', ['threadId', 'seq'], { where: 'thread_id is not null' })
@Index('messages_pinned', ['pinnedIn', 'seq'], { where: 'pinned_in is not null' })
export class Message {
  @MadeId('messages_pkey')
  id: number;

  @Column('bigint', { name: 'room_id' })
  roomId: number;

  @Column('bigint')
  seq: number;

  /** That of the room at its latest change. */
  @Column('bigint')
  rev: number;

  @Column('bigint', { name: 'author_id' })
  authorId: number;

  /** Made by the author's client: a repeat is recognised by it, for ever. */
  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  kind: MessageKind;

  /** Null once it is deleted. */
  @Column('text', { nullable: true })
  text: string | null;

  /** Where formatting makes it differ from the escaped text. */
  @Column('text', { nullable: true })
  html: string | null;

  /** The id of the message that this one answers. */
  @Column('bigint', { name: 'reply_to', nullable: true })
  replyTo: number | null;

  /** The id of the message at the beginning of what this one answers. */
  @Column('bigint', { name: 'thread_id', nullable: true })
  threadId: number | null;

  /** Ids of the people whom the text calls, 0 and -1 for everybody (log/mentioned.ts); null for nobody. */
  @Column('bigint', { array: true, nullable: true })
  mentions: number[] | null;

  /** True: whoever it answers is not called for that. */
  @Column('boolean', { nullable: true })
  quiet: boolean | null;

  /** Ids of its files, in their order; null for none. */
  @Column('bigint', { array: true, nullable: true })
  files: number[] | null;

  /** What its first link leads to, its picture among the files; false where nobody is to see that, null where there is nothing. */
  @Column('jsonb', { nullable: true })
  preview: PreviewView | false | null;

  /** What a line of the room is about. */
  @Column('jsonb', { nullable: true })
  about: About | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'edited_at', nullable: true })
  editedAt: Date | null;

  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt: Date | null;

  @Column('bigint', { name: 'deleted_by', nullable: true })
  deletedBy: number | null;

  /** The room's id again while it is pinned: no other index than that of pins can answer a question for it. */
  @Column('bigint', { name: 'pinned_in', nullable: true })
  pinnedIn: number | null;

  @Column('timestamptz', { name: 'pinned_at', nullable: true })
  pinnedAt: Date | null;

  @Column('bigint', { name: 'pinned_by', nullable: true })
  pinnedBy: number | null;

  /** A digest of the first text, once that is changed or gone. */
  @Column('bytea', { name: 'first_text', nullable: true })
  firstText: Buffer | null;
}
