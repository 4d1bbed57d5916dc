import { Controller } from '@nestjs/common';
import { auditList, auditSearch } from '../../shared/audit.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { AuditLog } from './audit-log.js';

const readAuditLog = operation({
  method: 'get',
  path: '/api/audit',
  group: 'Administration',
  summary: 'Who did what to whom, when and from where; the newest first',
  who: 'admin',
  query: auditSearch,
  answers: { 200: auditList },
  cursor: 'before',
});

@Controller()
export class AuditOperations {
  constructor(private readonly audit: AuditLog) {}

  @Carries(readAuditLog)
  readAuditLog({ query: { actor, limit, ...filter } }: Asked<typeof readAuditLog>) {
    return this.audit.list({ actorId: actor, ...filter }, limit);
  }
}
