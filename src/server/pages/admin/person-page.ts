/** What the page of a person shows, for the template views/pages/admin/person.hbs. */
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { browserName } from '../../auth/sessions/browser-name.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Sessions } from '../../auth/sessions/sessions.service.js';
import { OthersTokens } from '../../auth/api-tokens/others-tokens.service.js';
import { AccountManagement } from '../../auth/accounts/account-management.service.js';
import { adminPage } from './admin-page.js';
import { shownEntry } from './audit-sentences.js';
import { durationChoices } from './durations.js';
import { roleChoices, roleLabel } from './role-choices.js';

/** Of the person, on their page; the audit log has all. */
const entriesShown = 8;

@Injectable()
export class PersonPage {
  constructor(
    private readonly people: AccountManagement,
    private readonly sessions: Sessions,
    private readonly tokens: OthersTokens,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `not_found`. `kept` is what was typed into the form that disables the account. */
  async model(
    me: SignedInUser,
    userId: number,
    language: string,
    kept: { reason: string; duration: string } = { reason: '', duration: 'day' },
  ) {
    const person = await this.people.read(me, userId);
    const [sessions, tokens, pendingReset, { entries }] = await Promise.all([
      this.sessions.list(userId),
      this.tokens.list(me, userId),
      this.people.findPasswordReset(me, userId),
      this.audit.list({ actorId: userId }, entriesShown),
    ]);
    return adminPage('people', 'Person', {
      pageTitle: person.name,
      heading: person.name,
      up: { href: '/admin/people', label: 'People' },
      person,
      base: `/admin/people/${person.id}`,
      atName: `@${person.username}`,
      isMyself: person.id === me.id,
      roleLabel: roleLabel(person.role),
      roles: roleChoices(person.role),
      sessions: sessions.map((session) => ({ ...session, browser: browserName(session.userAgent) })),
      tokens,
      isBot: person.role === 'bot',
      offersReset: !person.disabled && person.role !== 'bot',
      isLetIn: sessions.length + tokens.length > 0,
      pendingReset,
      entries: entries.map((entry) => shownEntry(entry, language)),
      disabling: { reason: kept.reason, durations: durationChoices(kept.duration) },
    });
  }
}
