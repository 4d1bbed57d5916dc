import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, IsNull, type Repository } from 'typeorm';
import type { WritableBy } from '../../shared/contact.js';
import type { Level, RoomsOpen, UserView } from '../../shared/people.js';
import { isUniqueViolation } from '../platform/postgres/sql-states.js';
import { Statements } from '../platform/postgres/statements.js';
import { RolesRepository } from './roles.repository.js';
import { selectUsers, type UserFilter } from './user-search.js';
import { type NewUser, User } from './user.entity.js';
import { type Lookalike, obstacleTo, personCalled } from './usernames.repository.js';
import { userColumns, type UserRow, userView } from './user-view.js';

type Row = UserRow & Record<string, unknown>;

/** What is written together with a new account. */
export type Also = (transaction: EntityManager, user: User) => Promise<void>;

/** The SQL of people. */
@Injectable()
export class UsersRepository {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly roles: RolesRepository,
    private readonly statements: Statements,
  ) {}

  /** The new user, `taken` when the name is, or whose it looks like. `also` is done with it, or neither is. */
  insert(row: NewUser, also: Also = async () => {}): Promise<User | 'taken' | Lookalike> {
    return this.users.manager.transaction(async (transaction) => {
      const inserted = await insertUser(transaction, row);
      if (inserted instanceof User) await also(transaction, inserted);
      return inserted;
    });
  }

  /** The new user, `taken` when the name is, or `exists` when there is an administrator already, on any node. */
  insertFirstAdministrator(row: NewUser): Promise<User | 'taken' | 'exists' | Lookalike> {
    return this.roles.oneAtATime(async (transaction) => {
      if (await transaction.existsBy(User, { role: 'admin' })) return 'exists';
      return insertUser(transaction, row);
    });
  }

  /** Whoever is called so, else whoever was. */
  async findByKey(usernameKey: string): Promise<User | null> {
    const [found] = await this.statements.query<{ id: number | null }>(`select ${personCalled('$1')} as id`, [
      usernameKey,
    ]);
    return found!.id === null ? null : this.find(found!.id);
  }

  /** Those of the keys that somebody has, in no order. */
  async findByKeys(usernameKeys: string[]): Promise<UserView[]> {
    const rows = await this.statements.query<Row>(
      `select ${userColumns('found')} from unnest($1::text[]) wanted(key)
       cross join lateral (select * from users where users.id = ${personCalled('wanted.key')} limit 1) found`,
      [usernameKeys],
    );
    return rows.map(userView);
  }

  find(id: number): Promise<User | null> {
    return this.users.findOneBy({ id });
  }

  findActive(id: number): Promise<User | null> {
    return this.users.findOneBy({ id, deactivatedAt: IsNull() });
  }

  /** Of several, in the order of the ids. */
  findAllActive(ids: number[]): Promise<User[]> {
    return this.users.find({ where: { id: In(ids), deactivatedAt: IsNull() }, order: { id: 'asc' } });
  }

  list(): Promise<User[]> {
    return this.users.find({ order: { id: 'asc' } });
  }

  /** In the order in which they came, those after an id. */
  async names(filter: UserFilter, after: number, limit: number): Promise<UserView[]> {
    const rows = await this.statements.query<Row>(...selectUsers(userColumns('u'), filter, after, limit));
    return rows.map(userView);
  }

  async roomsOpen(id: number): Promise<RoomsOpen | undefined> {
    return (await this.users.findOne({ select: { roomsOpen: true }, where: { id } }))?.roomsOpen;
  }

  async setRoomsOpen(id: number, roomsOpen: RoomsOpen): Promise<void> {
    await this.users.update({ id }, { roomsOpen });
  }

  async setLevel(id: number, level: Level | null): Promise<void> {
    await this.users.update({ id }, { level });
  }

  async letWrite(id: number, writableBy: WritableBy): Promise<void> {
    await this.users.update({ id }, { writableBy });
  }

  countActive(): Promise<number> {
    return this.users.countBy({ deactivatedAt: IsNull() });
  }

  hasAdministrator(): Promise<boolean> {
    return this.users.existsBy({ role: 'admin' });
  }
}

async function insertUser(transaction: EntityManager, row: NewUser): Promise<User | 'taken' | Lookalike> {
  const obstacle = await obstacleTo(transaction, row, null);
  if (obstacle) return obstacle;
  try {
    return await transaction.save(transaction.create(User, row));
  } catch (error) {
    // One name in two spellings that do not look alike: Ilya, ilya.
    if (isUniqueViolation(error)) return 'taken';
    throw error;
  }
}
