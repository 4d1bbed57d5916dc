import { Controller, Get, Query, Render, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { auditAction } from '../../../shared/audit.js';
import { AuditLog } from '../../audit/audit-log.js';
import { AdminGuard } from '../../auth/admin.guard.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { languageOf } from '../../platform/languages/language.js';
import { adminPage } from './admin-page.js';
import { actionNames, shownEntry } from './audit-sentences.js';
import { Lookup } from './lookup.js';
import { cursor, optional, pager, pageSize, searchText } from './parameters.js';

const day = 24 * 3_600_000;
const date = optional(z.iso.date('Write the day as year, month and day: 2026-11-20.'));

const filter = z.object({
  who: searchText,
  action: optional(auditAction),
  about: searchText,
  from: date,
  until: date,
  before: cursor,
});
type Filter = z.output<typeof filter>;

/** Who did what, when and from where. */
@Controller('admin/audit')
@UseGuards(AdminGuard)
export class AuditController {
  constructor(
    private readonly audit: AuditLog,
    private readonly lookup: Lookup,
  ) {}

  @Get()
  @Render('pages/admin/audit')
  async list(@Req() request: Request, @Query() asked: unknown) {
    const model = auditPage(asked, []);
    return orShowAgain({ view: 'pages/admin/audit', model }, async () => {
      const wanted = parseForm(filter, asked);
      const { entries, next } = await this.find(wanted);
      const { before, ...values } = wanted;
      const turn = { name: 'before', at: before, next, label: 'Older entries' };
      const language = languageOf(request);
      return {
        ...auditPage(
          asked,
          entries.map((entry) => shownEntry(entry, language)),
        ),
        pager: pager('/admin/audit', values, turn),
      };
    });
  }

  private async find({ who, action, about, from, until, before }: Filter) {
    const actor = who === undefined ? undefined : await this.lookup.person(who, 'who');
    const subject = about === undefined ? undefined : await this.lookup.subject(about, 'about');
    return this.audit.list(
      {
        actorId: actor?.id,
        action,
        subjectType: subject?.type,
        subjectId: subject?.id,
        from: from === undefined ? undefined : new Date(from),
        until: until === undefined ? undefined : new Date(Date.parse(until) + day),
        before,
      },
      pageSize,
    );
  }
}

function auditPage(asked: unknown, entries: object[]) {
  const chosen = typed(asked, 'action');
  const fields = ['who', 'about', 'from', 'until'].map((name) => [name, typed(asked, name)] as const);
  return adminPage('audit', 'Audit log', {
    ...Object.fromEntries(fields),
    actions: Object.entries(actionNames).map(([value, { label }]) => ({
      value,
      label,
      isChosen: value === chosen,
    })),
    isFiltered: chosen !== '' || fields.some(([, value]) => value !== ''),
    entries,
  });
}
