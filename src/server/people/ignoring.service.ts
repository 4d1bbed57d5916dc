/** Whom people do not want to hear of: nothing that these do calls them, and pages fold what they write. */
import { Injectable } from '@nestjs/common';
import type { UserView } from '../../shared/people.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { IgnoringRepository } from './ignoring.repository.js';
import { SeenPeople } from './seen-people.js';
import { shownUser } from './user-view.js';
import { UsersRepository } from './users.repository.js';

@Injectable()
export class IgnoringService {
  constructor(
    private readonly repository: IgnoringRepository,
    private readonly users: UsersRepository,
    private readonly seen: SeenPeople,
    private readonly delivery: Delivery,
  ) {}

  list(me: SignedInUser): Promise<UserView[]> {
    return this.repository.list(me.id);
  }

  ids(me: SignedInUser): Promise<number[]> {
    return this.repository.ids(me.id);
  }

  /** Throws `not_found`, `invalid` for oneself, `conflict` for who ignores very many. */
  async ignore(me: SignedInUser, userId: number): Promise<void> {
    if (userId === me.id) throw new AppError('invalid', 'You cannot ignore yourself.');
    const user = await this.require(me, userId);
    if (!(await this.repository.add(me.id, userId)))
      throw new AppError('conflict', 'You ignore as many people as one can. Hear one of them again first.');
    this.tell(me, user, true);
  }

  /** Throws `not_found`. */
  async hear(me: SignedInUser, userId: number): Promise<void> {
    const user = await this.require(me, userId);
    await this.repository.remove(me.id, userId);
    this.tell(me, user, false);
  }

  private async require(me: SignedInUser, userId: number): Promise<UserView> {
    const [seen] = await this.seen.among(me, [userId]);
    const user = await this.users.find(userId);
    if (!user || seen === undefined) throw new AppError('not_found', 'There is no such account.');
    return shownUser(user);
  }

  private tell(me: SignedInUser, user: UserView, ignored: boolean): void {
    this.delivery.send(groups.inbox(me.id), 'ignoring_changed', { user, ignored });
  }
}
