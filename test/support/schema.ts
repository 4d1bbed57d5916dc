/** Tables, columns, constraints and indexes, as the database describes them; a default of 0 may have been written as '0'. */
import type { TestDatabase } from './database.js';

export const schemaOf = async (database: TestDatabase) => ({
  columns: await database.query(
    `select table_name, column_name, data_type, is_nullable, identity_generation,
       regexp_replace(column_default, '^''(\\d+)''::bigint$', '\\1') as default
     from information_schema.columns
     where table_schema = 'public' and table_name not in ('migrations', 'typeorm_metadata') order by 1, 2`,
  ),
  constraints: await database.query(
    `select conrelid::regclass::text as on, conname, pg_get_constraintdef(oid) from pg_constraint
     where connamespace = 'public'::regnamespace and conrelid::regclass::text not in ('migrations', 'typeorm_metadata')
     order by 1, 2`,
  ),
  indexes: await database.query(
    // Entities cannot describe an index of expressions.
    `select pg_get_indexdef(indexrelid) as indexdef from pg_index join pg_class on pg_class.oid = indrelid
     where relnamespace = 'public'::regnamespace and relname not in ('migrations', 'typeorm_metadata') and indexprs is null
     order by 1`,
  ),
});
