import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/postgres/transaction.js';

@Injectable()
export class ChangedRightsRepository {
  /**
   * The room log looks again at who may post when a room's `rights` have moved. Locked in id order, as the log locks them:
   * otherwise two writers could wait for each other.
   */
  async noteIn(transaction: Transaction, userId: number): Promise<void> {
    await transaction.query(
      `with locked as (
         select id from rooms where id in (select room_id from memberships where user_id = $1) order by id for update
       )
       update rooms set rights = rights + 1 from locked where rooms.id = locked.id`,
      [userId],
    );
  }
}
