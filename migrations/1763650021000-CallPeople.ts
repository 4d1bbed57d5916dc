import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CallPeople1763650021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table messages
        -- The message at the beginning of what this one answers: all that answers it, in whatever way, is its thread.
        add column thread_id bigint,
        -- Ids of the people whom the text calls; 0: whoever is online, -1: all members. Null: nobody.
        add column mentions bigint[];
      with recursive answer(id, thread_id) as (
        select m.id, m.reply_to from messages m
        where m.reply_to in (select root.id from messages root where root.reply_to is null)
        union all
        select m.id, answer.thread_id from answer join messages m on m.reply_to = answer.id
      )
      update messages m set thread_id = answer.thread_id from answer where m.id = answer.id;
      create index messages_thread on messages (thread_id, seq) where thread_id is not null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index messages_thread;
      alter table messages drop column mentions, drop column thread_id
    `);
  }
}
