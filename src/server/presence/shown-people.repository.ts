/** The SQL of who is shown otherwise since a number (people/person-state.ts). */
import { Injectable } from '@nestjs/common';
import type { ShownPerson, StatusView } from '../../shared/profiles.js';
import { maySee } from '../memberships/rights.js';
import { peopleState, statusOf } from '../people/person-state.js';
import { userColumns, type UserRow, userView } from '../people/user-view.js';
import { Statements } from '../platform/postgres/statements.js';

interface ShownRow extends UserRow {
  status: StatusView | null;
  changed_as: number;
}

export interface Changed {
  people: ShownPerson[];
  last: number;
}

/** `$3` null: whoever they are. */
const changed = `
select ${userColumns('u')}, ${statusOf('u')} as status, u.changed_as from users u
where u.changed_as > $1 and ($3::bigint is null or ${maySee('$3', 'u.id')}) order by u.changed_as limit $2`;

@Injectable()
export class ShownPeopleRepository {
  constructor(private readonly statements: Statements) {}

  async last(): Promise<number> {
    const [row] = await this.statements.query<{ last: number }>(`select ${peopleState} as last`);
    return row!.last;
  }

  /** Those who changed after this number, in that order, whom the reader may see. */
  async after(number: number, limit: number, readerId: number | null): Promise<Changed> {
    const rows = await this.statements.query<ShownRow & Record<string, unknown>>(changed, [
      number,
      limit,
      readerId,
    ]);
    return {
      people: rows.map((row) => ({ user: userView(row), status: row.status })),
      last: rows.at(-1)?.changed_as ?? number,
    };
  }
}
