import { Injectable } from '@nestjs/common';
import { Statements } from '../platform/postgres/statements.js';
import type { AuditAction, AuditDetails, AuditSubjectType } from '../../shared/audit.js';

export interface NewAuditRow {
  actorId: number | null;
  actorName: string | null;
  address: string;
  action: AuditAction;
  subjectType: AuditSubjectType | null;
  subjectId: number | null;
  subjectName: string | null;
  details: AuditDetails;
}

export interface AuditRow extends NewAuditRow {
  id: number;
  at: Date;
}

export interface AuditFilter {
  actorId?: number;
  action?: AuditAction;
  subjectType?: AuditSubjectType;
  subjectId?: number;
  /** Times, `from` included, `until` not. */
  from?: Date;
  until?: Date;
  /** Only entries older than this id. */
  before?: number;
}

/** The SQL of the audit log: append and read; the database itself refuses to change it. */
@Injectable()
export class AuditRepository {
  constructor(private readonly statements: Statements) {}

  async insert(row: NewAuditRow): Promise<void> {
    await this.statements.query(
      `insert into audit_log (actor_id, actor_name, address, action, subject_type, subject_id, subject_name, details)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        row.actorId,
        row.actorName,
        row.address,
        row.action,
        row.subjectType,
        row.subjectId,
        row.subjectName,
        row.details,
      ],
    );
  }

  /** The newest first. */
  list(filter: AuditFilter, limit: number): Promise<AuditRow[]> {
    const values: unknown[] = [limit];
    const conditions = Object.entries(filter).flatMap(([name, value]: [string, unknown]) =>
      value === undefined ? [] : [`${comparisons[name as keyof AuditFilter]} $${values.push(value)}`],
    );
    return this.statements.query<AuditRow>(
      `select id, at, actor_id as "actorId", actor_name as "actorName", address, action,
         subject_type as "subjectType", subject_id as "subjectId", subject_name as "subjectName", details
       from audit_log where ${conditions.join(' and ') || 'true'} order by id desc limit $1`,
      values,
    );
  }
}

/** When somebody last did something, by the index over their entries. */
export const lastActOf = (userId: string): string =>
  `(select a.at from audit_log a where a.actor_id = ${userId} order by a.id desc limit 1)`;

/** One text per set of filters, so that each is planned with the index it needs. */
const comparisons: Record<keyof AuditFilter, string> = {
  actorId: 'actor_id =',
  action: 'action =',
  subjectType: 'subject_type =',
  subjectId: 'subject_id =',
  from: 'at >=',
  until: 'at <',
  before: 'id <',
};
