import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { Statements } from '../platform/postgres/statements.js';
import type { Role, UserView } from '../../shared/people.js';
import { SessionsRepository } from '../auth/sessions.repository.js';
import { isAdministrator } from './administrators.js';
import { StandingChanges } from './standing-changes.js';
import { administratorsLock } from './users.repository.js';

/** Why a state did not change: no such account, its last active administrator, or whoever asked is none any more. */
export type Unchanged = 'missing' | 'last' | 'forbidden';

/**
 * The SQL of roles and of disabled accounts. What can take an administrator away is done one at a time, on all nodes:
 * otherwise two of them who demote each other at the same moment would leave none.
 */
@Injectable()
export class AccountStatesRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly statements: Statements,
    private readonly sessions: SessionsRepository,
    private readonly standingChanges: StandingChanges,
  ) {}

  /** Answers the role that the person had. `by` null is the command line. */
  setRole(by: number | null, id: number, role: Role): Promise<{ username: string; from: Role } | Unchanged> {
    return this.oneAtATime(by, async (manager) => {
      const found: { username: string; from: Role }[] = await manager.query(
        'select username, role as "from" from users where id = $1',
        [id],
      );
      const [before] = found;
      if (!before) return 'missing';
      if (role !== 'admin' && (await isLastAdministrator(manager, id))) return 'last';
      await manager.query('update users set role = $2 where id = $1', [id, role]);
      if (role !== before.from) await this.standingChanges.announce(manager, id);
      return before;
    });
  }

  /** Answers the ids of the sessions that ended. A second time it changes the reason and the end. */
  disable(
    by: number | null,
    id: number,
    { reason, until }: { reason: string; until?: Date | undefined },
  ): Promise<{ username: string; sessions: string[] } | Unchanged> {
    return this.oneAtATime(by, async (manager) => {
      if (await isLastAdministrator(manager, id)) return 'last';
      const changed: { username: string }[] = await manager.query(
        `with changed as (
           update users set deactivated_at = coalesce(deactivated_at, now()), deactivated_reason = $2,
             deactivated_until = $3 where id = $1 returning username
         ) select username from changed`,
        [id, reason, until ?? null],
      );
      if (!changed[0]) return 'missing';
      const sessions = await this.sessions.endAllOf(id, 'disabled', { manager });
      await this.standingChanges.announce(manager, id);
      return { username: changed[0].username, sessions };
    });
  }

  /** Whether the account was disabled; null when there is none. */
  async enable(id: number): Promise<(UserView & { wasDisabled: boolean }) | null> {
    const [row] = await this.statements.query<UserView & { wasDisabled: boolean }>(
      `update users u set deactivated_at = null, deactivated_reason = '', deactivated_until = null
       from (select id, deactivated_at is not null as was from users where id = $1 for update) before
       where u.id = before.id returning u.id, u.username, before.was as "wasDisabled"`,
      [id],
    );
    return row ?? null;
  }

  /** Enables those whose ban has ended, on the database's clock; each of them is answered once, to one node. */
  enableEnded(): Promise<UserView[]> {
    return this.statements.query<UserView>(
      `update users set deactivated_at = null, deactivated_reason = '', deactivated_until = null
       where deactivated_until <= now() returning id, username`,
    );
  }

  private oneAtATime<Result>(
    by: number | null,
    work: (manager: EntityManager) => Promise<Result>,
  ): Promise<Result | 'forbidden'> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock($1)', [administratorsLock]);
      // Somebody may have demoted them while they waited.
      if (by !== null && !(await administers(manager, by))) return 'forbidden';
      return work(manager);
    });
  }
}

async function administers(manager: EntityManager, id: number): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `select from users u where u.id = $1 and ${isAdministrator('u')}`,
    [id],
  );
  return rows.length > 0;
}

async function isLastAdministrator(manager: EntityManager, id: number): Promise<boolean> {
  const others: unknown[] = await manager.query(
    `select from users u where u.id <> $1 and ${isAdministrator('u')} limit 1`,
    [id],
  );
  return others.length === 0 && (await administers(manager, id));
}
