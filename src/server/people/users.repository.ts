import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { type DataSource, type EntityManager, IsNull, type Repository } from 'typeorm';
import { isUniqueViolation } from '../platform/postgres/sql-states.js';
import { SessionsRepository } from '../auth/sessions.repository.js';
import { User } from './user.entity.js';

/** Key of the advisory lock under which administrators are made first and taken away. Any fixed number. */
export const administratorsLock = 7_362_519;

type NewRow = Pick<User, 'username' | 'usernameKey' | 'passwordHash' | 'role'>;

/** The SQL of people. */
@Injectable()
export class UsersRepository {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sessions: SessionsRepository,
  ) {}

  /** The new user, or null when the key is taken. */
  async insert(row: NewRow): Promise<User | null> {
    return insertUser(this.users.manager, row);
  }

  /** The new user, `taken` when the name is, or `exists` when there is an administrator already, on any node. */
  insertFirstAdministrator(row: NewRow): Promise<User | 'taken' | 'exists'> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock($1)', [administratorsLock]);
      if (await manager.existsBy(User, { role: 'admin' })) return 'exists';
      const taken = await manager.existsBy(User, { usernameKey: row.usernameKey });
      return (taken ? null : await insertUser(manager, row)) ?? 'taken';
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

  async findPasswordHash(usernameKey: string): Promise<string | undefined> {
    const user = await this.users.findOne({
      where: { usernameKey },
      select: { id: true, passwordHash: true },
    });
    return user?.passwordHash;
  }

  list(): Promise<User[]> {
    return this.users.find({ order: { id: 'asc' } });
  }

  hasAdministrator(): Promise<boolean> {
    return this.users.existsBy({ role: 'admin' });
  }

  /** Answers whose it was, and the ids of the sessions that ended with the old password. An offered reset ends, too. */
  setPassword(
    id: number,
    passwordHash: string,
    keepSession: string | undefined,
  ): Promise<{ username: string; ended: string[] }> {
    return this.dataSource.transaction(async (manager) => {
      await manager.update(User, { id }, { passwordHash });
      await manager.query('delete from password_resets where user_id = $1', [id]);
      const ended = await this.sessions.endAllOf(id, 'password_changed', { except: keepSession, manager });
      const { username } = await manager.findOneByOrFail(User, { id });
      return { username, ended };
    });
  }
}

async function insertUser(manager: EntityManager, row: NewRow): Promise<User | null> {
  try {
    return await manager.save(manager.create(User, row));
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}
