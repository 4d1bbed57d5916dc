import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { UserView } from '../../../shared/people.js';
import { Statements } from '../../platform/postgres/statements.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';

/** The SQL of one-time links. Only the hashes of their codes are kept. */
@Injectable()
export class PasswordResetsRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly statements: Statements,
    private readonly sessions: SessionsRepository,
  ) {}

  /** Replaces the one that the person had. Answers when it expires. */
  async insert(userId: number, hash: string): Promise<Date> {
    const [row] = await this.statements.query<{ expiresAt: Date }>(
      `insert into password_resets (user_id, hash, expires_at) values ($1, $2, now() + interval '24 hours')
       on conflict (user_id) do update set hash = excluded.hash, expires_at = excluded.expires_at
       returning expires_at as "expiresAt"`,
      [userId, hash],
    );
    return row!.expiresAt;
  }

  async findOwner(hash: string): Promise<UserView | null> {
    const [row] = await this.statements.query<UserView>(
      `select u.id, u.username from password_resets r join users u on u.id = r.user_id
       where r.hash = $1 and r.expires_at > now()`,
      [hash],
    );
    return row ?? null;
  }

  /** Uses the code up in the statement that changes the password; null when it was used up before, or has expired. */
  use(hash: string, passwordHash: string): Promise<{ user: UserView; ended: string[] } | null> {
    return this.dataSource.transaction(async (transaction) => {
      const changed: UserView[] = await transaction.query(
        `with used as (delete from password_resets where hash = $1 and expires_at > now() returning user_id),
           changed as (update users set password_hash = $2 from used where users.id = used.user_id returning id, username)
         select id, username from changed`,
        [hash, passwordHash],
      );
      const [user] = changed;
      if (!user) return null;
      return { user, ended: await this.sessions.endAllOf(user.id, 'password_changed', { transaction }) };
    });
  }
}
