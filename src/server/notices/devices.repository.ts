/** The SQL of the devices that people are called on. Each belongs to a session, and is nobody's once that has ended. */
import { Injectable } from '@nestjs/common';
import { isLiveSession } from '../auth/sessions/live-session.js';
import { numberArray } from '../platform/postgres/number-array.js';
import { Statements } from '../platform/postgres/statements.js';

/** A device as it is called. */
export interface DeviceRow {
  id: number;
  user_id: number;
  endpoint: string;
  p256dh: string;
  auth: string;
  language: string;
  /** Ids of rooms whose notices are to go with the next one that is shown. */
  closing: number[];
}

/** A device as its person sees it. */
export interface OwnDeviceRow {
  id: number;
  session_id: string;
  name: string;
  created_at: Date;
  taken_at: Date | null;
}

export interface Subscribing {
  userId: number;
  sessionId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  name: string;
  language: string;
}

/** Of one person; with more the oldest goes. */
const mostOfOne = 20;

/** Rooms whose notices wait to be closed with the next one. */
const mostClosing = 50;

const called = 'd.id, d.user_id, d.endpoint, d.p256dh, d.auth, d.language, d.closing';

/** As a condition on an SQL expression of somebody's id: there is a device to call. */
export const hasDevice = (person: string): string => `((
  select true from push_subscriptions d where d.user_id = ${person} and ${isLiveSession('d.session_id')}
  order by d.user_id, d.id limit 1) is true)`;

/** A browser has one subscription at a time, and one session: a new one takes the place of the old. */
const put = `
with put as (
  insert into push_subscriptions (user_id, session_id, endpoint, p256dh, auth, name, language)
  select $1::bigint, $2, $3, $4, $5, $6, $7 where ${isLiveSession('$2')}
  on conflict (endpoint) do update set
    user_id = excluded.user_id, session_id = excluded.session_id, p256dh = excluded.p256dh, auth = excluded.auth,
    name = excluded.name, language = excluded.language, closing = '{}',
    taken_at = case when push_subscriptions.user_id = excluded.user_id then push_subscriptions.taken_at end
  returning id, session_id, name, created_at, taken_at
), replaced as (
  delete from push_subscriptions where session_id = $2 and endpoint <> $3
), too_many as (
  delete from push_subscriptions where id = any(array(
    select d.id from push_subscriptions d
    where d.user_id = $1::bigint and d.endpoint <> $3 and d.session_id <> $2 order by d.user_id desc, d.id desc offset ${mostOfOne - 1}))
)
select * from put`;

@Injectable()
export class DevicesRepository {
  constructor(private readonly statements: Statements) {}

  /** Undefined where the session has ended. */
  async put(given: Subscribing): Promise<OwnDeviceRow | undefined> {
    const { userId, sessionId, endpoint, p256dh, auth, name, language } = given;
    const values = [userId, sessionId, endpoint, p256dh, auth, name, language];
    return (await this.statements.query<OwnDeviceRow>(put, values))[0];
  }

  list(userId: number): Promise<OwnDeviceRow[]> {
    return this.statements.query(
      `select d.id, d.session_id, d.name, d.created_at, d.taken_at from push_subscriptions d
       where d.user_id = $1 and ${isLiveSession('d.session_id')} order by d.user_id desc, d.id desc`,
      [userId],
    );
  }

  async find(userId: number, id: number): Promise<DeviceRow | undefined> {
    const [row] = await this.statements.query<DeviceRow>(
      `select ${called} from push_subscriptions d
       where d.id = $2 and d.user_id = $1 and ${isLiveSession('d.session_id')}`,
      [userId, id],
    );
    return row;
  }

  /** Of these people, those to call. */
  of(userIds: number[]): Promise<DeviceRow[]> {
    return this.statements.query(
      `select ${called} from push_subscriptions d
       where d.user_id = any($1::bigint[]) and ${isLiveSession('d.session_id')}`,
      [numberArray(userIds)],
    );
  }

  /** Whether there was such a device of theirs to remove. */
  async remove(userId: number, id: number): Promise<boolean> {
    const rows = await this.statements.query(
      'delete from push_subscriptions where id = $2 and user_id = $1 returning id',
      [userId, id],
    );
    return rows.length > 0;
  }

  /** Its push service knows it no more; unless it has told us of a new one meanwhile. */
  async drop({ id, endpoint }: DeviceRow): Promise<void> {
    await this.statements.query('delete from push_subscriptions where id = $1 and endpoint = $2', [
      id,
      endpoint,
    ]);
  }

  /** Its push service has taken something for it that is shown, and what it carried to be closed. */
  async took(id: number): Promise<void> {
    await this.statements.query(
      `update push_subscriptions set taken_at = now(), closing = '{}' where id = $1`,
      [id],
    );
  }

  async closeLater(id: number, roomIds: number[]): Promise<void> {
    await this.statements.query(
      `update push_subscriptions set closing = array(
         select distinct room from unnest(closing || $2::bigint[]) room order by room limit ${mostClosing})
       where id = $1`,
      [id, numberArray(roomIds)],
    );
  }

  /** Forgets those whose sessions have ended. */
  async tidy(): Promise<void> {
    await this.statements.query(
      `delete from push_subscriptions where id = any(array(
         select d.id from push_subscriptions d where not ${isLiveSession('d.session_id')}))`,
    );
  }
}
