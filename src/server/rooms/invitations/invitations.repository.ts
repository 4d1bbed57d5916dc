/** The SQL of invitations. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { InvitedRole } from '../../../shared/invitations.js';
import type { Role, UserView } from '../../../shared/people.js';
import { isKeeper, mayRead } from '../../memberships/rights.js';
import { isBanned } from '../../memberships/bans.js';
import { insertMembers } from '../../memberships/statements.js';
import { isMember } from '../../memberships/who-is-in.js';
import { isGuestNow } from '../../people/guests.js';
import { isAdministratorNow } from '../../people/administrators.js';
import { userJson, userJsonOf } from '../../people/user-view.js';
import { numberArray } from '../../platform/postgres/number-array.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { Transaction } from '../../platform/postgres/transaction.js';

export interface InvitedRoom {
  id: number;
  name: string;
}

export interface InvitationRow {
  id: number;
  role: InvitedRole;
  rooms: InvitedRoom[];
  made_by: UserView;
  created_at: Date;
  ends_at: Date | null;
  max_uses: number | null;
  uses: number;
  revoked_at: Date | null;
  is_ended: boolean;
  people: { user: UserView; at: string; registered: boolean }[];
}

/** A room that somebody was led into; whether they were not in it before. */
export interface LedRoom extends InvitedRoom {
  added: boolean;
}

export interface OpenRow {
  id: number;
  role: InvitedRole;
  maker: UserView;
  maker_role: Role;
  ends_at: Date | null;
  /** Those into which its maker may still bring people. */
  rooms: InvitedRoom[];
}

interface NewRow {
  hash: string;
  role: InvitedRole;
  madeBy: number;
  endsInDays: number | undefined;
  maxUses: number | undefined;
  roomIds: number[];
}

/**
 * Whether somebody may bring people into a room by a link: whoever looks after it; where members may (`members`, an SQL condition),
 * its members, too, but guests only where members may name them, which is in a private room.
 */
const mayInvite = (room: string, person: string, { members, guests }: { members: string; guests: string }) =>
  `(${room}.archived_at is null and ${room}.access in ('public', 'private') and (
    ${isAdministratorNow(person)} or ${isKeeper(`${room}.id`, person)}
    or (${members} and (${room}.access = 'private' or not ${guests}) and ${isMember(person, `${room}.id`)})))`;

const isOpen = `revoked_at is null and (ends_at is null or ends_at > now()) and (max_uses is null or uses < max_uses)`;

/** For somebody who came by it before, and whom it counts no more, also once it is used up. */
const isOpenTo = (person: string) => `revoked_at is null and (ends_at is null or ends_at > now())
  and (max_uses is null or uses < max_uses or (
    select true from invitation_uses came where came.invitation_id = invitations.id and came.user_id = ${person}) is true)`;

/**
 * `$1` the invitation, `$2` who comes, `$3` whether members may invite. Into all of its rooms by one statement: those into which its
 * maker may still bring people, and from which nobody has banned who comes. A room that is being changed is waited for.
 */
const lead = `
with invitation as materialized (
  select i.made_by, i.role = 'guest' or ${isGuestNow('$2')} as guests from invitations i where i.id = $1
), room as materialized (
  select r.id, r.name, r.last_seq, r.rev from rooms r, invitation
  where r.id = any(array(select room_id from invitation_rooms where invitation_id = $1))
    and ${mayInvite('r', 'invitation.made_by', { members: '$3', guests: 'invitation.guests' })}
    and not ${isBanned('r.id', '$2')}
  order by r.id for key share of r
), added as (${insertMembers('room', 'array[$2]')})
select room.id, room.name, added.room_id is not null as added from room left join added on added.room_id = room.id
order by room.name collate "und-x-icu", room.id`;

const inOrder = `order by r.name collate "und-x-icu", r.id`;
const roomJson = `coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) ${inOrder}), '[]')`;

/** Of invitations `i`, as `$1` may know of their rooms. */
const columns = `
  i.id, i.role, i.created_at, i.ends_at, i.max_uses, i.uses, i.revoked_at, coalesce(i.ends_at <= now(), false) as is_ended,
  ${userJsonOf('i.made_by')} as made_by,
  (select ${roomJson} from invitation_rooms led
   cross join lateral (select * from rooms where rooms.id = led.room_id limit 1) r
   where led.invitation_id = i.id and (${isAdministratorNow('$1')} or ${mayRead('$1', 'r.id')})) as rooms,
  (select coalesce(json_agg(json_build_object('user', ${userJson('u')}, 'at', came.used_at, 'registered', came.registered)
     order by came.used_at desc, came.user_id desc), '[]')
   from (select * from invitation_uses used where used.invitation_id = i.id order by used.used_at desc limit 100) came
   cross join lateral (select * from users where users.id = came.user_id limit 1) u) as people`;

@Injectable()
export class InvitationsRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly statements: Statements,
  ) {}

  /** Those of the rooms into which the person may bring people, guests or members. */
  async invitable(userId: number, roomIds: number[], byMembers: boolean, guests: boolean): Promise<number[]> {
    const rows = await this.statements.query<{ id: number }>(
      `select r.id from unnest($2::bigint[]) given(id)
       cross join lateral (select * from rooms where rooms.id = given.id limit 1) r
       where ${mayInvite('r', '$1', { members: '$3', guests: '$4' })}`,
      [userId, numberArray(roomIds), byMembers, guests],
    );
    return rows.map(({ id }) => id);
  }

  async add({ hash, role, madeBy, endsInDays, maxUses, roomIds }: NewRow): Promise<number> {
    const [row] = await this.statements.query<{ id: number }>(
      `with made as (
         insert into invitations (hash, role, made_by, ends_at, max_uses)
         values ($1, $2, $3, now() + make_interval(days => $4), $5) returning id
       ), led as (
         insert into invitation_rooms (invitation_id, room_id) select made.id, given from made, unnest($6::bigint[]) given
       ) select id from made`,
      [hash, role, madeBy, endsInDays ?? null, maxUses ?? null, numberArray(roomIds)],
    );
    return row!.id;
  }

  async find(readerId: number, id: number): Promise<InvitationRow | null> {
    const [row] = await this.statements.query<InvitationRow>(
      `select ${columns} from invitations i where i.id = $2`,
      [readerId, id],
    );
    return row ?? null;
  }

  /** The newest first: all of them, or those that `$1` made. */
  list(readerId: number, all: boolean, before: number | undefined, limit: number): Promise<InvitationRow[]> {
    return this.statements.query<InvitationRow>(
      `select ${columns} from invitations i
       where i.id < coalesce($2::bigint, 9007199254740991) ${all ? '' : 'and i.made_by = $1'} order by i.id desc limit $3`,
      [readerId, before ?? null, limit],
    );
  }

  listOfRoom(
    readerId: number,
    roomId: number,
    before: number | undefined,
    limit: number,
  ): Promise<InvitationRow[]> {
    return this.statements.query<InvitationRow>(
      `select ${columns} from (
         select invitation_id from invitation_rooms
         where room_id = $2 and invitation_id < coalesce($3::bigint, 9007199254740991)
       ) led
       cross join lateral (select * from invitations where invitations.id = led.invitation_id limit 1) i
       order by i.id desc limit $4`,
      [readerId, roomId, before ?? null, limit],
    );
  }

  /** Whether there is such an invitation, and the person made it, is an administrator or looks after a room that it leads into. */
  async isTheirs(userId: number, id: number): Promise<boolean> {
    const [row] = await this.statements.query<{ theirs: boolean }>(
      `select i.made_by = $1 or ${isAdministratorNow('$1')} or (
         select true from invitation_rooms led
         where led.invitation_id = i.id and ${isKeeper('led.room_id', '$1')} limit 1) is true as theirs
       from invitations i where i.id = $2`,
      [userId, id],
    );
    return row?.theirs ?? false;
  }

  async revoke(id: number): Promise<boolean> {
    const rows = await this.statements.query(
      'update invitations set revoked_at = now() where id = $1 and revoked_at is null returning id',
      [id],
    );
    return rows.length > 0;
  }

  /** By the hash of its code; null where this person (null: somebody new) comes in by it no more, or where whoever made it is not there. */
  async findOpen(hash: string, byMembers: boolean, personId: number | null): Promise<OpenRow | null> {
    const [row] = await this.statements.query<OpenRow>(
      `select i.id, i.role, i.ends_at, ${userJson('maker')} as maker, maker.role as maker_role,
         (select ${roomJson} from invitation_rooms led
          cross join lateral (select * from rooms where rooms.id = led.room_id limit 1) r
          where led.invitation_id = i.id
            and ${mayInvite('r', 'i.made_by', { members: '$2', guests: `(i.role = 'guest')` })}) as rooms
       from (select * from invitations where hash = $1 and ${isOpenTo('$3')}) i
       cross join lateral (select * from users where users.id = i.made_by limit 1) maker
       where maker.deactivated_at is null`,
      [hash, byMembers, personId],
    );
    return row ?? null;
  }

  /** Answers the rooms in the order of their names. */
  lead(transaction: Transaction, id: number, personId: number, byMembers: boolean): Promise<LedRoom[]> {
    return transaction.query(lead, [id, personId, byMembers]);
  }

  inTransaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction(work);
  }

  /**
   * Whether the person comes in by it: counted once, however often. Whoever comes at the same moment waits for the lock, and the next
   * statement sees how many have come: of fifty and ten uses ten come in.
   */
  async use(transaction: Transaction, id: number, userId: number, registered: boolean): Promise<boolean> {
    await transaction.query('select from invitations where id = $1 for no key update', [id]);
    const rows: unknown[] = await transaction.query(
      `with known as (select from invitation_uses where invitation_id = $1 and user_id = $2),
       counted as (
         update invitations set uses = uses + 1 where id = $1 and ${isOpen} and not exists (select from known) returning id
       ), noted as (
         insert into invitation_uses (invitation_id, user_id, registered) select id, $2, $3 from counted
       )
       select from counted union all select from known`,
      [id, userId, registered],
    );
    return rows.length > 0;
  }
}
