import { Entity, Index, PrimaryColumn, Column } from 'typeorm';

/**
 * A live socket that has opened a room; under 0 each socket, and under a room's id below zero those that have the room before
 * their person's eyes. Unlogged, as a crash disconnects everybody.
 */
@Entity('presence')
@Index('presence_room', ['roomId', 'userId', 'nodeId'])
@Index('presence_user', ['userId', 'nodeId'])
export class Presence {
  @PrimaryColumn('uuid', { name: 'node_id', primaryKeyConstraintName: 'presence_pkey' })
  nodeId: string;

  @PrimaryColumn('text', { name: 'socket_id', primaryKeyConstraintName: 'presence_pkey' })
  socketId: string;

  @PrimaryColumn('bigint', { name: 'room_id', primaryKeyConstraintName: 'presence_pkey' })
  roomId: number;

  @Column('bigint', { name: 'user_id' })
  userId: number;
}
