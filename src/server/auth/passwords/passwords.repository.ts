import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { User } from '../../people/user.entity.js';
import { type EndedSignIns, type Kept, OldPasswordRepository } from './old-password.repository.js';
import type { Account } from '../../people/user-subject.js';

/** The SQL of passwords: one column of the people's table, which nothing else writes. */
@Injectable()
export class PasswordsRepository {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly oldPassword: OldPasswordRepository,
  ) {}

  async findHash(usernameKey: string): Promise<string | undefined> {
    const user = await this.users.findOne({
      where: { usernameKey },
      select: { id: true, passwordHash: true },
    });
    return user?.passwordHash;
  }

  /** A new hash of the same password. Whether it was written: not where the hash is another one by now. */
  async renew(id: number, old: string, renewed: string): Promise<boolean> {
    const { affected } = await this.users.update({ id, passwordHash: old }, { passwordHash: renewed });
    return affected === 1;
  }

  /**
   * Answers whose it was, and what ended with the old password. With `checked` only while that is still the hash, and the
   * account is in use; null when not.
   */
  set(
    id: number,
    passwordHash: string,
    { checked, ...kept }: Kept & { checked?: string | undefined },
  ): Promise<{ user: Account; ended: EndedSignIns } | null> {
    return this.users.manager.transaction(async (transaction) => {
      const changed: Account[] = await transaction.query(
        `with changed as (
           update users set password_hash = $2
           where id = $1 and ($3::text is null or (password_hash = $3 and deactivated_at is null))
           returning id, username
         ) select id, username from changed`,
        [id, passwordHash, checked ?? null],
      );
      const [user] = changed;
      if (!user) return null;
      return { user, ended: await this.oldPassword.endAll(id, transaction, kept) };
    });
  }
}
