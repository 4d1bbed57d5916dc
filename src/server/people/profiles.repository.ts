/** The SQL of what people say of themselves. */
import { Injectable } from '@nestjs/common';
import type { NewStatus, StatusView } from '../../shared/profiles.js';
import { Statements } from '../platform/postgres/statements.js';
import { changedAs, statusOf, takeChange } from './person-state.js';
import { userColumns, type UserRow } from './user-view.js';

export interface ProfileRow extends UserRow {
  pronouns: string;
  time_zone: string | null;
  status: StatusView | null;
}

const columns = `${userColumns('u')}, u.pronouns, u.time_zone, ${statusOf('u')} as status`;

const change = `
with ${takeChange}
update users u set ${changedAs}, display_name = case when $2 then $3 else u.display_name end,
  pronouns = coalesce($4, u.pronouns), time_zone = case when $5 then $6 else u.time_zone end
where u.id = $1 returning u.id`;

const setStatus = `
with ${takeChange}
update users u set ${changedAs}, status_emoji = $2, status_text = $3, status_until = $4 where u.id = $1 returning u.id`;

/** Looked for before the row of the counter is locked: nearly always there is nothing to end. */
const endStatuses = `
with ended as (select id from users where status_until <= now() for update skip locked),
  change as (update people_changes set last = last + 1 where exists (select from ended) returning last)
update users u set ${changedAs}, status_emoji = null, status_text = '', status_until = null
where u.id = any(array(select id from ended)) returning u.id`;

interface Change {
  /** Null: they are shown by their username. */
  displayName?: string | null | undefined;
  pronouns?: string | undefined;
  timeZone?: string | null | undefined;
}

@Injectable()
export class ProfilesRepository {
  constructor(private readonly statements: Statements) {}

  async find(id: number): Promise<ProfileRow | null> {
    const [row] = await this.statements.query<ProfileRow & Record<string, unknown>>(
      `select ${columns} from users u where u.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Who signs in by a name that looks like this one, but for this person. */
  async findLookalike(id: number, skeleton: string): Promise<string | null> {
    const [row] = await this.statements.query<{ username: string }>(
      'select username from users where skeleton = $2 and id <> $1 order by id limit 1',
      [id, skeleton],
    );
    return row?.username ?? null;
  }

  async change(id: number, { displayName, pronouns, timeZone }: Change): Promise<void> {
    await this.statements.query(change, [
      id,
      displayName !== undefined,
      displayName ?? null,
      pronouns ?? null,
      timeZone !== undefined,
      timeZone ?? null,
    ]);
  }

  async setStatus(id: number, status: NewStatus | null): Promise<void> {
    const { emoji = '', text = '', until } = status ?? {};
    await this.statements.query(setStatus, [id, emoji === '' ? null : emoji, text, until ?? null]);
  }

  /** Whether there were any that are over. */
  async endStatuses(): Promise<boolean> {
    return (await this.statements.query(endStatuses)).length > 0;
  }
}
