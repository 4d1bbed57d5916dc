/** Another username. The one before stays theirs, and leads to them; sessions, tokens and what they wrote stay as they are. */
import { Injectable } from '@nestjs/common';
import { username } from '../../../shared/people.js';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { type Manager, requireAdministrator } from '../../people/administrators.js';
import { keyForNewName, requireOwnName } from '../../people/new-names.js';
import { PersonChanges } from '../../people/person-changes.js';
import { skeletonOf } from '../../people/skeletons.js';
import { UsernamesRepository } from '../../people/usernames.repository.js';
import { noSuchAccount } from '../../people/users.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { parse } from '../../platform/errors/validation.js';
import { FieldErrors } from '../../platform/http/forms.js';
import { OwnPassword } from '../passwords/own-password.service.js';
import { refusedName } from './refused-name.js';

/** By oneself: whoever is looked for by a name finds them. */
const own = { times: 2, days: 30 };

@Injectable()
export class Renames {
  constructor(
    private readonly usernames: UsernamesRepository,
    private readonly ownPassword: OwnPassword,
    private readonly changes: PersonChanges,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `forbidden` for another password, `conflict` for a name that is taken, beside its field. */
  async takeName(
    me: SignedInUser,
    input: { username: string; currentPassword: string },
    session: string | undefined,
  ): Promise<void> {
    if (me.role === 'bot') throw hasNoPassword();
    await this.ownPassword.require(me, input.currentPassword, session);
    try {
      await this.rename(me, me.id, input.username, own);
    } catch (error) {
      if (error instanceof AppError && !(error instanceof FieldErrors))
        throw new FieldErrors({ username: error });
      throw error;
    }
  }

  /** Administrators, as often as it takes. */
  async give(actor: Manager, userId: number, name: string): Promise<void> {
    requireAdministrator(actor);
    await this.rename(actor, userId, name, null);
  }

  private async rename(actor: Actor, userId: number, input: string, limit: typeof own | null): Promise<void> {
    const name = parse(username, input);
    const usernameKey = keyForNewName(name);
    requireOwnName(name, limit === null);
    const done = await this.usernames.rename(
      userId,
      { username: name, usernameKey, skeleton: skeletonOf(name) },
      limit,
    );
    if (done === null) throw noSuchAccount();
    if (done === 'unchanged') return;
    if (done === 'often') throw tooOften();
    if (done === 'taken' || 'looksLike' in done)
      throw refusedName(done, limit && 'role' in actor ? (actor as SignedInUser).role : undefined);
    await this.audit.note(actor, 'username_changed', { type: 'user', id: userId, name }, { from: done.from });
    await this.changes.announce();
  }
}

const hasNoPassword = () =>
  new AppError('forbidden', 'A program has no password: administrators give it another name.');

const tooOften = () =>
  new AppError(
    'conflict',
    'You have changed your username twice within 30 days. Wait, or ask an administrator.',
  );
