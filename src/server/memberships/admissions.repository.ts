/** Whoever comes into a room by themselves, where it is open to them; all who do at the same time by one statement. */
import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAdministrator } from '../people/administrators.js';
import { isGuest } from '../people/guests.js';
import { AppError } from '../platform/errors/app-error.js';
import { type Numbered, SharedStatements } from '../platform/postgres/shared-statements.js';
import { asBefore, timesToKeep } from './absentees.js';
import { mostRooms, roomsEntered } from './enough-rooms.js';
import { isBanned } from './bans.js';
import { isOpenTo } from './rights.js';

/** `unchanged`: the room is not open to them, or they were in it. */
type Admitted = 'added' | 'enough' | 'unchanged';

/** Milliseconds after which a room that is being changed is asked again, and after which it is left. */
const askAgainAfter = 20;
const patience = 3_000;

interface Asked {
  roomId: number;
  userId: number;
}

interface Row extends Numbered {
  outcome: Admitted | 'changing';
}

/**
 * Its lock is one that a change of access conflicts with, and one that messages do not: who may come in is judged by the room
 * as it is under the lock. A room that somebody holds is passed over instead of waited for, as all the others would wait with
 * it. Written in one order, so that two nodes cannot deadlock. Each of several rooms that one person comes into counts.
 */
const admit = `
with asked as materialized (
  select given.number, given.room_id, given.user_id, ${isAdministrator('u')} as administrator, ${isGuest('u')} as guest,
    ${roomsEntered('given.user_id')} + row_number() over (partition by given.user_id order by given.number) > ${mostRooms} as enough
  from unnest($1::bigint[], $2::bigint[]) with ordinality given(room_id, user_id, number)
  cross join lateral (select * from users where users.id = given.user_id limit 1) u
), room as materialized (
  select id, last_seq, rev, access from rooms
  where id = any(array(select room_id from asked where not enough)) for key share skip locked
), added as (
  insert into memberships (room_id, user_id, last_read_seq, last_read_rev, ${timesToKeep})
  select distinct room.id, asked.user_id, room.last_seq, room.rev, ${asBefore('room.id', 'asked.user_id')}
  from asked join room on room.id = asked.room_id
  where not asked.enough and ${isOpenTo('room', {
    ...{ administrator: 'asked.administrator', guest: 'asked.guest', member: 'false' },
    banned: isBanned('room.id', 'asked.user_id'),
  })}
  order by 1, 2
  on conflict do nothing returning room_id, user_id
)
select asked.number, case
    when added.room_id is not null then 'added'
    when asked.enough then 'enough'
    when room.id is null and (select true from rooms where rooms.id = asked.room_id) then 'changing'
    else 'unchanged' end as outcome
from asked
left join room on room.id = asked.room_id
left join added on added.room_id = asked.room_id and added.user_id = asked.user_id`;

@Injectable()
export class AdmissionsRepository {
  private readonly ask: (asked: Asked) => Promise<Row | null>;

  constructor(shared: SharedStatements) {
    this.ask = shared.share<Asked, Row>({
      text: admit,
      columns: (asked) => [asked.map(({ roomId }) => roomId), asked.map(({ userId }) => userId)],
      writes: true,
    });
  }

  /** Makes the person a member who has read everything so far, if the room is open to them and they are not in too many. */
  async admit(roomId: number, userId: number): Promise<Admitted> {
    for (const end = performance.now() + patience; performance.now() < end; await sleep(askAgainAfter)) {
      const outcome = (await this.ask({ roomId, userId }))?.outcome ?? 'unchanged';
      if (outcome !== 'changing') return outcome;
    }
    throw new AppError('unavailable', 'The server is too busy to answer. Try again.', {
      retryAfterMs: 1_000,
    });
  }
}
