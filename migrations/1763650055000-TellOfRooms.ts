import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A room says in lines of its own what became of it; what each is about, `about` says in words that every language has. */
export class TellOfRooms1763650055000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table messages add column about jsonb`);
    await runner.query(`alter table messages drop constraint messages_kind_check`);
    await runner.query(`
      alter table messages add constraint messages_kind_check check (kind in ('text', 'action', 'pin', 'room'))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`update messages set kind = 'action' where kind = 'room'`);
    await runner.query(`alter table messages drop constraint messages_kind_check`);
    await runner.query(`
      alter table messages add constraint messages_kind_check check (kind in ('text', 'action', 'pin'))
    `);
    await runner.query(`alter table messages drop column about`);
  }
}
