import { Injectable } from '@nestjs/common';
import type { AuditAction, AuditDetails, AuditEntryView, AuditSubject } from '../../shared/audit.js';
import { pageOf } from '../platform/postgres/page.js';
import type { AuditEntry } from './audit-entry.entity.js';
import { type AuditFilter, AuditRepository } from './audit.repository.js';

/** Who acts, and from where; without a name somebody who is not signed in, without an address the command line. */
export interface Actor {
  id: number | null;
  username: string | null;
  address?: string;
}

export const stranger = (address: string | undefined): Actor => ({ id: null, username: null, address });
export const commandLine: Actor = { id: null, username: null };

/** Who did what to whom, when, and from where. Append-only; holds no secrets and no message texts. */
@Injectable()
export class AuditLog {
  constructor(private readonly repository: AuditRepository) {}

  /** Called after the act, before its answer. */
  async note(
    actor: Actor,
    action: AuditAction,
    subject: AuditSubject | null = null,
    details: AuditDetails = {},
  ): Promise<void> {
    await this.repository.insert({
      actorId: actor.id,
      actorName: actor.username,
      address: actor.address ?? '',
      action,
      subjectType: subject?.type ?? null,
      subjectId: subject?.id ?? null,
      subjectName: subject?.name ?? null,
      details,
    });
  }

  /** The newest entries first; `next`, passed on as `before`, goes on further back. */
  async list(
    filter: AuditFilter,
    limit: number,
  ): Promise<{ entries: AuditEntryView[]; next: number | null }> {
    const { page, next } = pageOf(await this.repository.list(filter, limit + 1), limit);
    return { entries: page.map(auditEntryView), next };
  }
}

function auditEntryView(row: AuditEntry): AuditEntryView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actorId === null ? null : { id: row.actorId, username: row.actorName! },
    address: row.address,
    action: row.action,
    subject:
      row.subjectType === null
        ? null
        : { type: row.subjectType, id: row.subjectId, name: row.subjectName ?? '' },
    details: row.details,
  };
}
