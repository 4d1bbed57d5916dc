/** The SQL of how members want to be told of their rooms. */
import { Injectable } from '@nestjs/common';
import type { Level } from '../../shared/people.js';
import { Statements } from '../platform/postgres/statements.js';
import { isMuted, levelOf, membershipOf, mutedUntil } from './who-is-in.js';

export interface ChoicesRow {
  level: Level;
  own_level: Level | null;
  muted: boolean;
  muted_until: Date | null;
  favourite: boolean;
  section_id: number | null;
  place: number | null;
}

/** What is undefined stays. */
export interface NewChoices {
  level?: Level | null | undefined;
  favourite?: boolean | undefined;
  /** Null: not muted. `infinity`: until it is turned on again. */
  mutedUntil?: Date | 'infinity' | null | undefined;
}

const columns = `${levelOf('m')} as level, m.level as own_level, ${isMuted('m')} as muted, ${mutedUntil('m')} as muted_until, m.favourite, m.section_id, m.place`;

@Injectable()
export class ChoicesRepository {
  constructor(private readonly statements: Statements) {}

  /** Null for whoever is no member. */
  async find(userId: number, roomId: number): Promise<ChoicesRow | null> {
    const [row] = await this.statements.query<ChoicesRow>(
      `select ${columns} from (values ($1::bigint, $2::bigint)) given(user_id, room_id)
       join ${membershipOf('given.user_id', 'given.room_id', 'm')}`,
      [userId, roomId],
    );
    return row ?? null;
  }

  /** As they are now; null for whoever is no member. */
  async change(
    userId: number,
    roomId: number,
    { level, favourite, mutedUntil: until }: NewChoices,
  ): Promise<ChoicesRow | null> {
    const [row] = await this.statements.query<ChoicesRow>(
      `update memberships m set
         level = case when $7::boolean then $3 else m.level end, favourite = coalesce($4, m.favourite),
         muted_until = case when $5::boolean then $6::timestamptz else m.muted_until end
       where m.room_id = $1 and m.user_id = $2 returning ${columns}`,
      [
        roomId,
        userId,
        level ?? null,
        favourite ?? null,
        until !== undefined,
        until ?? null,
        level !== undefined,
      ],
    );
    return row ?? null;
  }
}
