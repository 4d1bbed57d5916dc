import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Message } from '../message.entity.js';

/** What a message said before one of its edits. */
@Entity('message_versions')
export class MessageVersion {
  @ForeignKey(() => Message, { name: 'message_versions_message_id_fkey' })
  @PrimaryColumn('bigint', { name: 'message_id', primaryKeyConstraintName: 'message_versions_pkey' })
  messageId: number;

  /** The message's last rev as long as it said this: each edit takes another one, whoever edits at the same moment. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'message_versions_pkey' })
  rev: number;

  @Column('text')
  text: string;

  @Column('timestamptz')
  since: Date;
}
