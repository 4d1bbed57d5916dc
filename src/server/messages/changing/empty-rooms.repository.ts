/** The SQL that takes an empty room away, with whatever its maker said to themselves there. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { letGo } from '../../files/statements.js';
import { filesAndPicture } from '../linked/statements.js';
import { forgetVersions } from '../versions/statements.js';
import { isKeeper } from '../../memberships/rights.js';
import { endAll, endBans } from '../../memberships/statements.js';
import { othersThan } from '../../memberships/who-is-in.js';
import { lockCursors } from '../log/cursors.repository.js';
import { forgetNames } from '../../rooms/addresses.js';
import { deleteRoom, lockRoom, mostOfKeeper } from '../../rooms/room-deletion.js';

interface Locked {
  name: string;
  last_seq: number;
}

@Injectable()
export class EmptyRoomsRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * The name that the room had. The lock comes in a statement of its own: it waits for whoever is just writing or coming in,
   * and the next statement sees them.
   */
  remove(keeperId: number, roomId: number): Promise<{ name: string } | 'not_kept' | 'in_use'> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(lockCursors('$1'), [roomId]);
      const [room] = await manager.query<Locked[]>(lockRoom('$1'), [roomId]);
      if (!room || !(await isKept(manager, keeperId, roomId))) return 'not_kept';
      if (room.last_seq > mostOfKeeper || (await isInUse(manager, keeperId, roomId))) return 'in_use';
      await manager.query(
        'delete from reactions where message_id = any(array(select id from messages where room_id = $1))',
        [roomId],
      );
      await manager.query(forgetVersions('array(select id from messages where room_id = $1)'), [roomId]);
      await manager.query(
        letGo(`array(select unnest(${filesAndPicture('m')}) from messages m where m.room_id = $1)`),
        [roomId],
      );
      await manager.query('delete from messages where room_id = $1', [roomId]);
      for (const end of [endAll('$1'), endBans('$1'), forgetNames('$1')]) await manager.query(end, [roomId]);
      await manager.query(deleteRoom('$1'), [roomId]);
      return { name: room.name };
    });
  }
}

async function isKept(manager: EntityManager, keeperId: number, roomId: number): Promise<boolean> {
  const [found] = await manager.query<{ kept: boolean }[]>(`select ${isKeeper('$2', '$1')} as kept`, [
    keeperId,
    roomId,
  ]);
  return found!.kept;
}

/** Somebody else is in the room, or has ever written there. */
async function isInUse(manager: EntityManager, keeperId: number, roomId: number): Promise<boolean> {
  const [found] = await manager.query<{ used: boolean | null }[]>(
    `select coalesce(${othersThan('$2', '$1')}, (
       select true from messages x where x.room_id = $1 and x.author_id <> $2 order by x.seq limit 1
     )) as used`,
    [roomId, keeperId],
  );
  return found!.used === true;
}
