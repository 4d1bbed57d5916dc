import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type DataSource, Not } from 'typeorm';
import type { Role } from '../../shared/people.js';
import type { Transaction } from '../platform/postgres/transaction.js';
import { isAdministrator } from './administrators.js';
import { User } from './user.entity.js';
import { lockKeys } from '../platform/postgres/lock-keys.js';

/** The SQL of roles. */
@Injectable()
export class RolesRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * What can make the first administrator or take the last one away is done one at a time, on all nodes: otherwise two of
   * them who demote each other at the same moment would leave none.
   */
  oneAtATime<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction(async (transaction) => {
      await transaction.query('select pg_advisory_xact_lock($1)', [lockKeys.administrators]);
      return work(transaction);
    });
  }

  isAdministrator(id: number, transaction: Transaction = this.dataSource.manager): Promise<boolean> {
    return administrators(transaction).andWhere({ id }).getExists();
  }

  hasAdministratorBeside(id: number, transaction: Transaction): Promise<boolean> {
    return administrators(transaction)
      .andWhere({ id: Not(id) })
      .getExists();
  }

  /** Answers the person as they were before; null when there is none. */
  async setRole(id: number, role: Role, transaction: Transaction): Promise<User | null> {
    const before = await transaction.findOneBy(User, { id });
    if (before) await transaction.update(User, { id }, { role });
    return before;
  }
}

const administrators = (transaction: Transaction) =>
  transaction.createQueryBuilder(User, 'u').where(isAdministrator('u'));
