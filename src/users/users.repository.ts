import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { type DataSource, type EntityManager, IsNull, QueryFailedError, type Repository } from 'typeorm';
import { SessionsRepository } from './sessions.repository.js';
import { User } from './user.entity.js';

/** Key of the advisory lock under which the first administrator is made. Any fixed number. */
const firstAdministratorLock = 7_362_519;

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
      await manager.query('select pg_advisory_xact_lock($1)', [firstAdministratorLock]);
      if (await manager.existsBy(User, { role: 'admin' })) return 'exists';
      const taken = await manager.existsBy(User, { usernameKey: row.usernameKey });
      return (taken ? null : await insertUser(manager, row)) ?? 'taken';
    });
  }

  findByKey(usernameKey: string): Promise<User | null> {
    return this.users.findOneBy({ usernameKey });
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

  /** Answers the ids of the sessions that ended with the old password. */
  setPassword(id: number, passwordHash: string, keepSession: string | undefined): Promise<string[]> {
    return this.dataSource.transaction(async (manager) => {
      await manager.update(User, { id }, { passwordHash });
      return this.sessions.endAllOf(id, 'password_changed', { except: keepSession, manager });
    });
  }

  /** Answers the ids of the sessions that ended. */
  deactivate(id: number): Promise<string[]> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(
        'update users set deactivated_at = now() where id = $1 and deactivated_at is null',
        [id],
      );
      const ended = await this.sessions.endAllOf(id, 'disabled', { manager });
      await noteLostRights(manager, id);
      return ended;
    });
  }
}

async function insertUser(manager: EntityManager, row: NewRow): Promise<User | null> {
  try {
    return await manager.save(manager.create(User, row));
  } catch (error) {
    if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505')
      return null;
    throw error;
  }
}

/**
 * The room log keeps who may post and looks again when a room's `rights` have moved. Locked in id order, as the log
 * locks them: otherwise two writers could wait for each other.
 */
async function noteLostRights(manager: EntityManager, userId: number): Promise<void> {
  await manager.query(
    `with locked as (
       select id from rooms where id in (select room_id from memberships where user_id = $1) order by id for update
     )
     update rooms set rights = rights + 1 from locked where rooms.id = locked.id`,
    [userId],
  );
}
