import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { And, type FindOptionsWhere, LessThan, MoreThanOrEqual, type Repository } from 'typeorm';
import type { AuditAction, AuditSubjectType } from '../../shared/audit.js';
import { AuditEntry } from './audit-entry.entity.js';

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

/** The audit log: append and read; the database itself refuses to change it. */
@Injectable()
export class AuditRepository {
  constructor(@InjectRepository(AuditEntry) private readonly entries: Repository<AuditEntry>) {}

  async insert(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void> {
    await this.entries.insert(entry);
  }

  /** The newest first. */
  list({ from, until, before, ...filter }: AuditFilter, limit: number): Promise<AuditEntry[]> {
    const times = [from && MoreThanOrEqual(from), until && LessThan(until)].filter(
      (bound) => bound !== undefined,
    );
    const where: FindOptionsWhere<AuditEntry> = given({
      ...filter,
      id: before && LessThan(before),
      at: times.length > 0 ? And(...times) : undefined,
    });
    return this.entries.find({ where, order: { id: 'desc' }, take: limit });
  }
}

/** What is there of a filter: TypeORM takes a condition without a value for a slip. */
const given = <Filter extends object>(filter: Filter) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));

/** When somebody last did something, by the index over their entries. */
export const lastActOf = (userId: string): string =>
  `(select a.at from audit_log a where a.actor_id = ${userId} order by a.id desc limit 1)`;
