import type { MigrationInterface, QueryRunner } from 'typeorm';
import { skeletonOf } from '../src/server/people/skeletons.js';

const pageLength = 1_000;

export class AddSkeletons1763650014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Not unique: those who look alike already stay who they are, and only newcomers are refused.
    await runner.query(`
      alter table users add column skeleton text not null default '';
      create index users_skeleton on users (skeleton)
    `);
    for (let after = 0; ;) {
      const page = (await runner.query('select id, username from users where id > $1 order by id limit $2', [
        after,
        pageLength,
      ])) as { id: number; username: string }[];
      if (page.length === 0) return;
      await runner.query(
        `update users set skeleton = given.skeleton from unnest($1::bigint[], $2::text[]) as given (id, skeleton)
         where users.id = given.id`,
        [page.map(({ id }) => id), page.map(({ username }) => skeletonOf(username))],
      );
      after = page.at(-1)!.id;
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table users drop column skeleton`);
  }
}
