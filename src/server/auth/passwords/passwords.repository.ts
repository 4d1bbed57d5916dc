import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { User } from '../../people/user.entity.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { PasswordReset } from './password-reset.entity.js';

/** The SQL of passwords: one column of the people's table, which nothing else reads or writes. */
@Injectable()
export class PasswordsRepository {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly sessions: SessionsRepository,
  ) {}

  async findHash(usernameKey: string): Promise<string | undefined> {
    const user = await this.users.findOne({
      where: { usernameKey },
      select: { id: true, passwordHash: true },
    });
    return user?.passwordHash;
  }

  /** Answers whose it was, and the ids of the sessions that ended with the old password. An offered reset ends, too. */
  set(
    id: number,
    passwordHash: string,
    keepSession: string | undefined,
  ): Promise<{ user: User; ended: string[] }> {
    return this.users.manager.transaction(async (transaction) => {
      await transaction.update(User, { id }, { passwordHash });
      await transaction.delete(PasswordReset, { userId: id });
      const ended = await this.sessions.endAllOf(id, 'password_changed', {
        except: keepSession,
        transaction,
      });
      return { user: await transaction.findOneByOrFail(User, { id }), ended };
    });
  }
}
