import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, IsNull, type Repository } from 'typeorm';
import type { UserView } from '../../shared/people.js';
import { isUniqueViolation } from '../platform/postgres/sql-states.js';
import { Statements } from '../platform/postgres/statements.js';
import { RolesRepository } from './roles.repository.js';
import { selectUsers, type UserFilter } from './user-search.js';
import { type NewUser, User } from './user.entity.js';

/** The SQL of people. */
@Injectable()
export class UsersRepository {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly roles: RolesRepository,
    private readonly statements: Statements,
  ) {}

  /** The new user, or null when the key is taken. */
  insert(row: NewUser): Promise<User | null> {
    return insertUser(this.users.manager, row);
  }

  /** The new user, `taken` when the name is, or `exists` when there is an administrator already, on any node. */
  insertFirstAdministrator(row: NewUser): Promise<User | 'taken' | 'exists'> {
    return this.roles.oneAtATime(async (transaction) => {
      if (await transaction.existsBy(User, { role: 'admin' })) return 'exists';
      const taken = await transaction.existsBy(User, { usernameKey: row.usernameKey });
      return (taken ? null : await insertUser(transaction, row)) ?? 'taken';
    });
  }

  findByKey(usernameKey: string): Promise<User | null> {
    return this.users.findOneBy({ usernameKey });
  }

  find(id: number): Promise<User | null> {
    return this.users.findOneBy({ id });
  }

  findActive(id: number): Promise<User | null> {
    return this.users.findOneBy({ id, deactivatedAt: IsNull() });
  }

  list(): Promise<User[]> {
    return this.users.find({ order: { id: 'asc' } });
  }

  /** In the order in which they came, those after an id. */
  names(filter: UserFilter, after: number, limit: number): Promise<UserView[]> {
    return this.statements.query<UserView>(...selectUsers('u.id, u.username', filter, after, limit));
  }

  countActive(): Promise<number> {
    return this.users.countBy({ deactivatedAt: IsNull() });
  }

  hasAdministrator(): Promise<boolean> {
    return this.users.existsBy({ role: 'admin' });
  }
}

async function insertUser(manager: EntityManager, row: NewUser): Promise<User | null> {
  try {
    return await manager.save(manager.create(User, row));
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}
