/** The queue of notices: each is claimed before it is sent, by one node, and never a second time. */
import { saidBy } from '../files/statements.js';
import { Injectable } from '@nestjs/common';
import type { About } from '../../shared/room-lines.js';
import type { MessageKind } from '../../shared/messages.js';
import type { Access } from '../../shared/rooms.js';
import type { Bearers } from '../../shared/rules/former-names.js';
import { isKeeper, isOpenToMember, isSilenced, mayRead, postingRefusal } from '../memberships/rights.js';
import { isMuted, levelOf, membershipOf } from '../memberships/who-is-in.js';
import { isAdministratorNow } from '../people/administrators.js';
import { shownName } from '../people/user-view.js';
import { addressFor, nameFor } from '../rooms/room-names.js';
import { ignores } from '../people/ignoring.js';
import { isLiveSession } from '../auth/sessions/live-session.js';
import { lookedUp } from '../platform/postgres/looked-up.js';
import { numberArray } from '../platform/postgres/number-array.js';
import { Statements } from '../platform/postgres/statements.js';
import { looksAt } from '../presence/attention.js';
import { hasDevice } from './devices.repository.js';
import { hidesText, isQuiet } from './statements.js';

/** A notice that is to be sent now, and what it tells of. */
export interface ClaimedRow {
  user_id: number;
  room_id: number;
  seq: number;
  messages: number;
  is_meant: boolean;
  author: string;
  kind: MessageKind;
  /** Of a line of the room. */
  about: About | null;
  /** The beginning of it; null where the message is deleted, and there are others. */
  text: string | null;
  access: Access;
  /** Null for a conversation of two. */
  room_name: string | null;
  address: string;
  can_reply: boolean;
  hides_text: boolean;
  /** Who is called in it by a name that they had; added once it is claimed. */
  bearers?: Bearers;
  /** Where it tells of what its person wanted to be reminded of, and not of what is new. */
  reminds?: { messageId: number; address: string };
}

/** Of what was claimed and not taken at once: whether it is to be told still, on this device. */
export interface Claims {
  isStillWanted(row: ClaimedRow, deviceId: number): Promise<boolean>;
}

export interface ClosedRow {
  user_id: number;
  room_id: number;
}

/** Days after which a notice that nobody has read is not thought of any more. */
const oldAfter = 7;

/** Characters that are read of a message: a notice shows 200 of them, once its formatting is gone. */
export const beginning = 1_000;

/** For a join: the newest message that a notice (its alias) tells of. */
const saidIn = (notice: string) =>
  `lateral (select author_id, kind, about, ${saidBy('messages')} as text from messages where messages.id = ${notice}.message_id limit 1) said`;

/**
 * Of a notice (its alias), beside the membership `m` and the message `said`: it is still to be told. What was true when it was
 * put into the queue need not be any more.
 */
const isWanted = (notice: string) => `(case
    when m.user_id is null or ${notice}.seq <= m.last_read_seq then false
    when said.author_id is null or (said.text is null and ${notice}.messages = 1) then false
    when ${isMuted('m')} or ${ignores(`${notice}.user_id`, 'said.author_id')} then false
    when ${levelOf('m')} = 'nothing' or (${levelOf('m')} = 'mentions' and not ${notice}.is_meant) then false
    when ${isQuiet(`${notice}.user_id`)} or ${looksAt(`${notice}.user_id`, `${notice}.room_id`)} then false
    else ${mayRead(`${notice}.user_id`, `${notice}.room_id`)} end)`;

/** Of rows of notices `n`, by their primary key. */
const sameAs = (row: string) =>
  `${lookedUp('n.user_id', `${row}.user_id`)} and ${lookedUp('n.room_id', `${row}.room_id`)}`;

/**
 * Only what the update itself has changed is sent: a row that somebody else has claimed, or put off, between the look at it and the
 * lock is theirs. What is not wanted any more goes; but what an earlier notice has shown stands on the devices until it is read.
 */
const claim = `
with due as (
  select n.user_id, n.room_id, n.message_id, n.seq, n.messages, n.is_meant from notices n
  where n.due_at <= now() order by n.due_at limit $1 for update skip locked
), asked as materialized (
  select due.user_id, due.room_id, case when ${hasDevice('due.user_id')} then ${isWanted('due')} else false end as wanted
  from due
  left join ${membershipOf('due.user_id', 'due.room_id', 'm')}
  left join ${saidIn('due')} on true
), done as (
  update notices n set due_at = null, sent_at = case when asked.wanted then now() else n.sent_at end
  from asked where (asked.wanted or n.sent_at is not null) and ${sameAs('asked')}
  returning n.*, asked.wanted
), dropped as (
  delete from notices n using asked where not asked.wanted and n.sent_at is null and ${sameAs('asked')} returning n.user_id
)
select dropping.*, told.* from (select count(*) as dropped from asked where not wanted) dropping
left join lateral (
select done.user_id, done.room_id, done.seq, done.messages, done.is_meant, author.name as author,
  said.kind, said.about, left(said.text, ${beginning}) as text, room.access, case when room.access <> 'direct' then ${nameFor('room', 'done.user_id')} end as room_name,
  ${addressFor('room', 'done.user_id')} as address,
  ${postingRefusal('room', {
    administrator: isAdministratorNow('done.user_id'),
    guest: 'false',
    member: 'true',
    keeper: isKeeper('done.room_id', 'done.user_id'),
    ...{ silenced: isSilenced('done.room_id', 'done.user_id'), banned: 'false' },
  })} is null as can_reply,
  ${hidesText('done.user_id')} as hides_text
from done
cross join lateral (select * from rooms where rooms.id = done.room_id limit 1) room
cross join ${saidIn('done')}
cross join lateral (select ${shownName('users')} as name from users where users.id = said.author_id limit 1) author
where done.wanted
) told on true`;

/**
 * Of notices `n` that stand on devices: their person has read them, or lost the room, or the message was taken back. Whether the
 * room is open is asked of members alone.
 */
const isOver = `coalesce((
    select m.last_read_seq >= n.seq or not ((
      select ${isOpenToMember('r', 'n.user_id')} from rooms r where r.id = n.room_id) is true)
    from memberships m where m.room_id = n.room_id and m.user_id = n.user_id), true)
  or coalesce((select coalesce(deleted_at > n.sent_at, false) from messages where messages.id = n.message_id), true)`;

@Injectable()
export class NoticesRepository implements Claims {
  constructor(private readonly statements: Statements) {}

  /** Takes what is due out of the queue: what of it is to be sent, and how many are not wanted any more. */
  async claim(most: number): Promise<{ claimed: ClaimedRow[]; dropped: number }> {
    const rows = await this.statements.query<{ dropped: number } & (ClaimedRow | { user_id: null })>(claim, [
      most,
    ]);
    return {
      claimed: rows.filter((row): row is { dropped: number } & ClaimedRow => row.user_id !== null),
      dropped: rows[0]!.dropped,
    };
  }

  /** Whether what was claimed is to be told still, and nothing newer in its place, on this device. */
  async isStillWanted({ user_id, room_id, seq }: ClaimedRow, deviceId: number): Promise<boolean> {
    const [row] = await this.statements.query<{ wanted: boolean }>(
      `select ${isWanted('n')} and ((
         select ${isLiveSession('d.session_id')} from push_subscriptions d where d.id = $4 and d.user_id = n.user_id) is true) as wanted
       from notices n
       left join ${membershipOf('n.user_id', 'n.room_id', 'm')}
       left join ${saidIn('n')} on true
       where n.user_id = $1 and n.room_id = $2 and n.seq = $3 and n.due_at is null`,
      [user_id, room_id, seq, deviceId],
    );
    return row?.wanted ?? false;
  }

  /** Of these people and rooms, what stood on devices and was read. */
  close(read: ClosedRow[]): Promise<ClosedRow[]> {
    return this.statements.query(
      `delete from notices n using unnest($1::bigint[], $2::bigint[]) given(user_id, room_id)
       where ${sameAs('given')} and n.sent_at is not null and (${isOver}) returning n.user_id, n.room_id`,
      [numberArray(read.map(({ user_id }) => user_id)), numberArray(read.map(({ room_id }) => room_id))],
    );
  }

  /** The same of all, whoever moved the mark, changed the room or took the message back. */
  closeAll(): Promise<ClosedRow[]> {
    return this.statements.query(
      `delete from notices n where n.sent_at is not null and (${isOver}) returning n.user_id, n.room_id`,
    );
  }

  async forgetOld(): Promise<void> {
    await this.statements.query(
      `delete from notices where due_at is null and sent_at < now() - interval '${oldAfter} days'`,
    );
  }
}
