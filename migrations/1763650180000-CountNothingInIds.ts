import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  ...['activity', 'address_bans', 'api_tokens', 'audit_log', 'emoji', 'files', 'invitations', 'messages'],
  ...['push_subscriptions', 'reports', 'rooms', 'saved', 'search_segments', 'sections', 'users'],
];

/**
 * Two ids tell whoever sees them nothing of what was made in between, as numbers that are counted would: a guest is not to know
 * that there are others. An id is the microsecond of its making, since the beginning of 2025, or the next one that is free; so
 * ids are still in the order of their making, as many statements want them, and below 2^53.
 */
export const nextId = `
  create sequence ids;
  create function next_id() returns bigint language plpgsql volatile as $$
    declare
      made bigint;
    begin
      loop
        -- One expression, and a lock that is not waited for: nothing can end the statement between taking it and giving it back.
        made := case when pg_try_advisory_lock(7362530) then setval('ids', greatest(
            pg_sequence_last_value('ids') + 1,
            (extract(epoch from clock_timestamp() - timestamptz '2025-01-01 00:00Z') * 1000000)::bigint
          )) + case when pg_advisory_unlock(7362530) then 0 end end;
        exit when made is not null;
        perform pg_sleep(0.0001);
      end loop;
      return made;
    end
  $$;
`;

export class CountNothingInIds1763650180000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(nextId);
    for (const table of tables)
      await runner.query(
        `alter table ${table} alter column id drop identity, alter column id set default next_id()`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) {
      await runner.query(
        `alter table ${table} alter column id drop default, alter column id add generated always as identity`,
      );
      await runner.query(
        `select setval(pg_get_serial_sequence('${table}', 'id'), (select coalesce(max(id), 0) + 1 from ${table}), false)`,
      );
    }
    await runner.query(`drop function next_id; drop sequence ids`);
  }
}
