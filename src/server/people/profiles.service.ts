/** What people say of themselves, and how they are shown therefore. */
import { Injectable } from '@nestjs/common';
import type { NewStatus, ProfileChange, ProfileView } from '../../shared/profiles.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { FieldErrors } from '../platform/http/forms.js';
import { keyForNewName, requireOwnName } from './new-names.js';
import { PersonChanges } from './person-changes.js';
import { ProfilesRepository } from './profiles.repository.js';
import { skeletonOf } from './skeletons.js';
import { userView } from './user-view.js';
import { WritingRules } from './writing-rules.service.js';
import { noSuchAccount } from './users.service.js';

@Injectable()
export class Profiles {
  constructor(
    private readonly repository: ProfilesRepository,
    private readonly changes: PersonChanges,
    private readonly rules: WritingRules,
  ) {}

  async read(person: { id: number }): Promise<ProfileView> {
    const row = await this.repository.find(person.id);
    if (!row) throw noSuchAccount();
    return { user: userView(row), pronouns: row.pronouns, timeZone: row.time_zone, status: row.status };
  }

  /** Throws `invalid` for a name by which somebody would pass for another one, beside its field. */
  async change(me: SignedInUser, { displayName, pronouns, timeZone }: ProfileChange): Promise<ProfileView> {
    const name = displayName === '' || displayName === me.username ? null : displayName;
    if (name) await this.requireOwn(me, name);
    await this.rules.require(me, name ?? undefined, pronouns);
    await this.repository.change(me.id, { displayName: name, pronouns, timeZone });
    await this.changes.announce();
    return this.read(me);
  }

  async say(me: SignedInUser, status: NewStatus | null): Promise<ProfileView> {
    await this.rules.require(me, status?.text);
    await this.repository.setStatus(me.id, status);
    await this.changes.announce();
    return this.read(me);
  }

  private async requireOwn(me: SignedInUser, name: string): Promise<void> {
    try {
      if (!/[\p{L}\p{N}]/u.test(name)) throw new AppError('invalid', 'A name has a letter or a digit.');
      keyForNewName(name);
      requireOwnName(name.replace(/\s/gu, ''), me.role === 'admin');
      const other = await this.repository.findLookalike(me.id, skeletonOf(name));
      // A guest does not learn whose it looks like.
      if (other !== null) throw looksLike(me.role === 'guest' ? name : other);
    } catch (error) {
      if (error instanceof AppError) throw new FieldErrors({ displayName: error });
      throw error;
    }
  }
}

const looksLike = (name: string) =>
  new AppError('conflict', 'This name could be taken for {{name}}, who is here already. Choose another.', {
    name,
  });
