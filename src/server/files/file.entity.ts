import { Check, Column, Entity, Index } from 'typeorm';
import { MadeId } from '../platform/postgres/made-id.js';
import type { FileKind, UploadView } from '../../shared/files.js';
import type { ContentFacts } from './content.entity.js';

export type StoredFacts = ContentFacts & { waveform?: number[] };

/** Which of them people list. */
const listed = 'message_id is not null and gone_at is null and not is_preview';

/** An upload, and the file of a message that it becomes. */
@Entity('files')
@Check('files_state_check', `state in ('arriving', 'looking', 'ready', 'refused')`)
@Check('files_ready_check', `state <> 'ready' or sha256 is not null and kind is not null`)
@Check('files_posted_check', `message_id is null or state = 'ready'`)
@Index('files_room', ['roomId', 'seq', 'place'], { where: listed })
@Index('files_room_kind', ['roomId', 'kind', 'seq', 'place'], { where: listed })
@Index('files_uploader', ['uploaderId'])
@Index('files_content', ['sha256'], { where: 'sha256 is not null' })
@Index('files_unsent', ['createdAt'], { where: 'posted_at is null' })
@Index('files_looking', ['id'], { where: `state = 'looking'` })
@Index('files_gone', ['goneAt'], { where: 'gone_at is not null' })
export class File {
  @MadeId('files_pkey')
  id: number;

  /** Also the author of its message. */
  @Column('bigint', { name: 'uploader_id' })
  uploaderId: number;

  /** For which it was sent; its message can be in no other. What the server shows everywhere is of none, and never in a message. */
  @Column('bigint', { name: 'room_id', nullable: true })
  roomId: number | null;

  /** Without the path or the marks that it may have come with. */
  @Column('text')
  name: string;

  /** Bytes that are sent. */
  @Column('bigint')
  size: number;

  @Column('boolean', { name: 'is_voice', default: false })
  isVoice: boolean;

  /** Nobody sent it as a file: what the link of a message leads to, or an emoji of the server's own. */
  @Column('boolean', { name: 'is_preview', default: false })
  isPreview: boolean;

  /** What it shows, for whoever cannot see it. */
  @Column('text', { nullable: true })
  alt: string | null;

  @Column('text', { default: 'arriving' })
  state: UploadView['state'];

  /** The sentence, once it was refused. */
  @Column('text', { nullable: true })
  refusal: string | null;

  /** When the node that looks at it last said so. */
  @Column('timestamptz', { name: 'looked_at', nullable: true })
  lookedAt: Date | null;

  @Column('text', { nullable: true })
  kind: FileKind | null;

  /** Its view, beside what else stands in this row: reading a page of messages asks no other table. */
  @Column('jsonb', { nullable: true })
  facts: StoredFacts | null;

  /** Of its content, from the moment on at which it is being kept. */
  @Column('bytea', { nullable: true })
  sha256: Buffer | null;

  @Column('bigint', { name: 'message_id', nullable: true })
  messageId: number | null;

  /** That of its message. */
  @Column('bigint', { nullable: true })
  seq: number | null;

  /** Among the files of its message, from 1. */
  @Column('smallint', { nullable: true })
  place: number | null;

  @Column('timestamptz', { name: 'posted_at', nullable: true })
  postedAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** Its message is gone, or nobody sent it: from then on nobody reads it, and what it was is removed. */
  @Column('timestamptz', { name: 'gone_at', nullable: true })
  goneAt: Date | null;
}
