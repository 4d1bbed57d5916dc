import { Column, Entity, Index } from 'typeorm';
import { MadeId } from '../platform/postgres/made-id.js';
import type { AuditAction, AuditDetails, AuditSubjectType } from '../../shared/audit.js';

/**
 * Names stand beside the ids as they were then. No foreign keys: what is written here outlives what it is about.
 * A trigger of the database refuses every change of a row that is there.
 */
@Entity('audit_log')
@Index('audit_log_actor', ['actorId', 'id'])
@Index('audit_log_action', ['action', 'id'])
@Index('audit_log_subject', ['subjectType', 'subjectId', 'id'])
export class AuditEntry {
  @MadeId('audit_log_pkey')
  id: number;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  at: Date;

  @Column('bigint', { name: 'actor_id', nullable: true })
  actorId: number | null;

  @Column('text', { name: 'actor_name', nullable: true })
  actorName: string | null;

  @Column('text', { default: '' })
  address: string;

  @Column('text')
  action: AuditAction;

  @Column('text', { name: 'subject_type', nullable: true })
  subjectType: AuditSubjectType | null;

  @Column('bigint', { name: 'subject_id', nullable: true })
  subjectId: number | null;

  @Column('text', { name: 'subject_name', nullable: true })
  subjectName: string | null;

  @Column('jsonb', { default: {} })
  details: AuditDetails;
}
