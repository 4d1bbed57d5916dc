import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { userColumns, type UserRow, userView } from '../../people/user-view.js';
import { type Numbered, SharedStatements } from '../../platform/postgres/shared-statements.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { takesWrites, unlessUnavailable } from '../../platform/postgres/unavailable.js';
import type { EndReason } from './session.entity.js';

/** A live session with its owner. `id` is the SHA-256 of what the cookie holds: a leaked table signs nobody in. */
export interface LiveSession {
  id: string;
  user: SignedInUser;
}

export interface SessionView {
  id: string;
  userAgent: string;
  address: string;
  createdAt: Date;
  /** To the hour: sessions are touched at most hourly. */
  lastSeenAt: Date;
}

/** What a person was when they proved who they are. */
export interface Proof {
  passwordHash: string;
  role: SignedInUser['role'];
}

export interface Opening extends Proof {
  userAgent: string;
  address: string;
}

/** How long a session lives without a visit. Each visit starts it anew. */
const lifetime = '30 days';

/** After this the person signs in anew, however often they come. */
const longestLifetime = '1 year';

/** Of one person at once: more browsers than anybody has. */
const mostOfOne = 100;

interface LiveRow extends Numbered, UserRow {
  role: SignedInUser['role'];
  touchDue: boolean;
}

const live = `
  select given.number, ${userColumns('u')}, u.role,
    s.touched_at < now() - interval '1 hour' and ${takesWrites} as "touchDue"
  from unnest($1::text[]) with ordinality given(id, number)
  cross join lateral (select * from sessions where sessions.id = given.id limit 1) s
  cross join lateral (select * from users where users.id = s.user_id limit 1) u
  where s.ended_at is null and s.expires_at > now() and u.deactivated_at is null`;

/** The SQL of sessions. A session is ended by `ended_at` and never revived: nothing here sets it back to null. */
@Injectable()
export class SessionsRepository {
  private readonly askLive: (id: string) => Promise<LiveRow | null>;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly statements: Statements,
    shared: SharedStatements,
  ) {
    this.askLive = shared.share<string, LiveRow>({ text: live, columns: (ids) => [ids] });
  }

  /**
   * Called at sign-in only. Whether the session was written: not for an account that is disabled or a program's, nor where the password or
   * the role is another than when it was looked at. The lock makes a change that is under way come first, and one that
   * comes later see the session and end it. Of too many, those end that were not used for longest; their sockets are closed
   * by SessionWatch.
   */
  async insert(
    id: string,
    userId: number,
    userAgent: string,
    address: string,
    proof?: Proof,
  ): Promise<boolean> {
    const rows = await this.statements.query(
      `with opened as (
         insert into sessions (id, user_id, user_agent, address, expires_at)
         select $1, u.id, $3, $4, now() + $5::interval from users u
         where u.id = $2 and u.deactivated_at is null and u.role <> 'bot'
           and ($6::text is null or u.password_hash = $6) and ($7::text is null or u.role = $7)
         for share of u
         on conflict do nothing returning id
       ), too_many as (
         update sessions set ended_at = now(), end_reason = 'expired' where ended_at is null and id = any(array(
           select s.id from (
             select * from sessions where ended_at is null and user_id >= $2 and user_id <= $2 order by user_id
           ) s where exists (select from opened)
           order by s.touched_at desc, s.created_at desc offset ${mostOfOne - 1}))
       ) select id from opened`,
      [id, userId, userAgent, address, lifetime, proof?.passwordHash ?? null, proof?.role ?? null],
    );
    return rows.length > 0;
  }

  /**
   * Asked anew for each request and each socket, so that what has ended ends at once; those under way at the same time
   * share the statement. A visit writes at most once an hour.
   */
  async findLive(id: string): Promise<LiveSession | null> {
    const row = await this.askLive(id);
    if (!row) return null;
    if (row.touchDue) await this.touch(id).catch(unlessUnavailable);
    return { id, user: { ...userView(row), role: row.role } };
  }

  list(userId: number): Promise<SessionView[]> {
    return this.dataSource.query(
      `select id, user_agent as "userAgent", address, created_at as "createdAt", touched_at as "lastSeenAt"
       from sessions where user_id = $1 and ended_at is null and expires_at > now()
       order by touched_at desc, id`,
      [userId],
    );
  }

  /** Whether there was such a session to end; with `userId` only if it is theirs. */
  async end(id: string, reason: EndReason, userId?: number): Promise<boolean> {
    const rows = await this.endWhere(
      this.dataSource.manager,
      'id = $2 and ($3::bigint is null or user_id = $3)',
      [reason, id, userId ?? null],
    );
    return rows.length > 0;
  }

  /** Whose session this was, if it ended because their account was disabled. */
  async ownerOfDisabled(id: string): Promise<number | null> {
    const [row] = await this.statements.query<{ user_id: number }>(
      `select user_id from sessions where id = $1 and end_reason = 'disabled'`,
      [id],
    );
    return row?.user_id ?? null;
  }

  /** Ends all sessions of a person but one, in the caller's transaction if there is one; answers their ids. */
  endAllOf(
    userId: number,
    reason: EndReason,
    {
      except,
      transaction = this.dataSource.manager,
    }: { except?: string | undefined; transaction?: Transaction } = {},
  ): Promise<string[]> {
    return this.endWhere(transaction, 'user_id = $2 and id is distinct from $3', [
      reason,
      userId,
      except ?? null,
    ]);
  }

  /** The addresses from which sessions that live were opened. */
  async liveAddresses(): Promise<string[]> {
    const rows: { address: string }[] = await this.dataSource.query(
      'select distinct address from sessions where ended_at is null and expires_at > now()',
    );
    return rows.map(({ address }) => address);
  }

  /** Ends those that were opened from one of the addresses; answers their ids. */
  endAllFrom(addresses: string[]): Promise<string[]> {
    return this.endWhere(this.dataSource.manager, 'address = any($2)', ['banned', addresses]);
  }

  /** Ends what has expired; forgets what ended more than a day ago, when no request of it can still be running. */
  async tidy(): Promise<void> {
    await this.endWhere(this.dataSource.manager, 'expires_at < now()', ['expired']);
    await this.dataSource.query(`delete from sessions where ended_at < now() - interval '1 day'`);
  }

  private async touch(id: string): Promise<void> {
    await this.dataSource.query(
      `update sessions set touched_at = now(),
         expires_at = least(now() + $2::interval, created_at + interval '${longestLifetime}')
       where id = $1 and ended_at is null and expires_at > now()`,
      [id, lifetime],
    );
  }

  private async endWhere(
    transaction: Transaction,
    condition: string,
    parameters: unknown[],
  ): Promise<string[]> {
    const rows: { id: string }[] = await transaction.query(
      `with ended as (
         update sessions set ended_at = now(), end_reason = $1 where ended_at is null and ${condition} returning id
       ) select id from ended`,
      parameters,
    );
    return rows.map(({ id }) => id);
  }
}
