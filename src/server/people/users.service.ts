import { Injectable } from '@nestjs/common';
import { limits } from '../../shared/limits.js';
import type { Level, RoomsOpen, UserView } from '../../shared/people.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { pageOf } from '../platform/postgres/page.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** A page of people, in the order in which they came. */
export interface UserPage {
  /** Part of a name. */
  query?: string | undefined;
  /** The last id of the page before. */
  after?: number | undefined;
  limit: number;
}

/** People: who they are and how they are found. How they get in is of auth/. */
@Injectable()
export class UsersService {
  constructor(private readonly users: UsersRepository) {}

  /** By canonical key; people whose account is disabled are found, too. */
  async findByUsername(name: string): Promise<User | null> {
    const key = keyOfAny(name);
    return key === null ? null : this.users.findByKey(key);
  }

  /** The same of several names at once: those that there are, in no order. */
  async findByUsernames(names: string[]): Promise<UserView[]> {
    const keys = names.flatMap((name) => keyOfAny(name) ?? []);
    return keys.length === 0 ? [] : this.users.findByKeys(keys);
  }

  /** Where rooms with unread messages open for a person. */
  async roomsOpen(me: SignedInUser): Promise<RoomsOpen> {
    return (await this.users.roomsOpen(me.id)) ?? 'stopped';
  }

  openRoomsAt(me: SignedInUser, roomsOpen: RoomsOpen): Promise<void> {
    return this.users.setRoomsOpen(me.id, roomsOpen);
  }

  /** Of what somebody is told in rooms where they have not said otherwise; null: as the server does. */
  tellOf(me: SignedInUser, level: Level | null): Promise<void> {
    return this.users.setLevel(me.id, level);
  }

  /** Disabled or not. */
  findAny(id: number): Promise<User | null> {
    return this.users.find(id);
  }

  findActive(id: number): Promise<User | null> {
    return this.users.findActive(id);
  }

  /** Of several those that there are, in the order of their ids. */
  findAllActive(ids: number[]): Promise<User[]> {
    return this.users.findAllActive(ids);
  }

  /** Throws `not_found`. */
  async requireActiveByUsername(name: string): Promise<User> {
    const user = await this.findByUsername(name);
    if (!user || user.deactivatedAt) throw noSuchPerson();
    return user;
  }

  /** The names of people who can sign in, out of `among` where it is there. */
  async find(
    { query, after, limit }: UserPage,
    among?: number[],
  ): Promise<{ users: UserView[]; next: number | null }> {
    const found = await this.users.names(
      { key: keyOf(query), state: 'active', among },
      after ?? 0,
      limit + 1,
    );
    const { page, next } = pageOf(found, limit);
    return { users: page, next };
  }

  /** Everybody, in the order in which they came. */
  list(): Promise<User[]> {
    return this.users.list();
  }

  countActive(): Promise<number> {
    return this.users.countActive();
  }

  /** A disabled administrator counts: an old set-up link must not make another one. */
  hasAdministrator(): Promise<boolean> {
    return this.users.hasAdministrator();
  }
}

export const keyOf = (query: string | undefined) => (query === undefined ? undefined : canonicalKey(query));

/** The key of whatever somebody typed; null for what no name can hold and PostgreSQL would refuse. */
export function keyOfAny(name: string): string | null {
  return name.length > 4 * limits.usernameLength || !name.isWellFormed() || name.includes('\0')
    ? null
    : canonicalKey(name);
}

export const noSuchPerson = () =>
  new AppError('not_found', 'There is nobody with this name. Check the spelling.');

export const noSuchAccount = () => new AppError('not_found', 'There is no such account.');
