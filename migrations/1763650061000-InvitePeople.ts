import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InvitePeople1763650061000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- hash is the SHA-256 of the code in the link.
      create table invitations (
        id bigint generated always as identity primary key,
        hash text not null constraint invitations_hash_key unique,
        role text not null constraint invitations_role_check check (role in ('member', 'guest')),
        made_by bigint not null references users,
        created_at timestamptz not null default now(),
        ends_at timestamptz,
        max_uses integer,
        uses integer not null default 0,
        revoked_at timestamptz,
        constraint invitations_uses_check check (max_uses is null or uses <= max_uses)
      );
      create index invitations_made_by on invitations (made_by);
      create table invitation_rooms (
        invitation_id bigint references invitations,
        room_id bigint references rooms on delete cascade,
        primary key (invitation_id, room_id)
      );
      create index invitation_rooms_room_id on invitation_rooms (room_id);
      create table invitation_uses (
        invitation_id bigint references invitations,
        user_id bigint references users,
        used_at timestamptz not null default now(),
        registered boolean not null,
        primary key (invitation_id, user_id)
      );
      create index invitation_uses_user_id on invitation_uses (user_id)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table invitation_uses; drop table invitation_rooms; drop table invitations`);
  }
}
