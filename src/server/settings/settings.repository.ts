/** The only SQL that writes settings. */
import { Injectable } from '@nestjs/common';
import { Statements } from '../platform/postgres/statements.js';

interface Row {
  name: string;
  value: unknown;
}

@Injectable()
export class SettingsRepository {
  constructor(private readonly statements: Statements) {}

  /** What is there, by its name. */
  async read(): Promise<Record<string, unknown>> {
    const rows = await this.statements.query<Row>('select name, value from settings');
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  }

  /** All in one statement, or none; null takes away what is there. */
  async write(changes: Record<string, unknown>): Promise<void> {
    await this.statements.query(
      `with taken_away as (
         delete from settings where name in (select key from jsonb_each($1::jsonb) where value = 'null')
       )
       insert into settings (name, value) select key, value from jsonb_each($1::jsonb) where value <> 'null'
       on conflict (name) do update set value = excluded.value, changed_at = now()`,
      [JSON.stringify(changes)],
    );
  }
}
