import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TalkInGroups1763650082000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table rooms drop constraint rooms_access_check, drop constraint rooms_check;
      alter table rooms
        add constraint rooms_access_check check (access in ('public', 'private', 'admins', 'direct', 'group')),
        add constraint rooms_check check (
          (access = 'direct') = (direct_key is not null) and (access in ('direct', 'group')) = (name_key is null))
    `);
  }

  /** A group becomes what it would become by a name. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table rooms drop constraint rooms_access_check, drop constraint rooms_check;
      update rooms set access = 'private', name = 'Group ' || id, name_key = 'group ' || id where access = 'group';
      alter table rooms
        add constraint rooms_access_check check (access in ('public', 'private', 'admins', 'direct')),
        add constraint rooms_check check (
          (access = 'direct') = (direct_key is not null) and (access = 'direct') = (name_key is null))
    `);
  }
}
