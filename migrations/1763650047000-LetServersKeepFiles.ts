import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LetServersKeepFiles1763650047000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the server shows everywhere, as an emoji of its own, is of no room.
      alter table files alter column room_id drop not null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from files where room_id is null;
      alter table files alter column room_id set not null
    `);
  }
}
