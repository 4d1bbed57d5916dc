import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose picture is which file; its version stands on the person's row, too, where everything that shows them reads it. */
export class KeepFaces1763650072000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table faces (
        user_id bigint not null
          constraint faces_pkey primary key
          constraint faces_user_id_fkey references users (id),
        file_id bigint not null constraint faces_file_id_fkey references files (id),
        version text not null,
        kept_at timestamptz not null default now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update files set gone_at = clock_timestamp() where id in (select file_id from faces) and gone_at is null`,
    );
    await runner.query('update users set picture = null where picture is not null');
    await runner.query('drop table faces');
  }
}
