import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Room } from '../room.entity.js';
import { Invitation } from './invitation.entity.js';

/** A room into which an invitation leads. */
@Entity('invitation_rooms')
@Index('invitation_rooms_room_id', ['roomId'])
export class InvitationRoom {
  @ForeignKey(() => Invitation, { name: 'invitation_rooms_invitation_id_fkey' })
  @PrimaryColumn('bigint', {
    name: 'invitation_id',
    primaryKeyConstraintName: 'invitation_rooms_pkey',
  })
  invitationId: number;

  @ForeignKey(() => Room, { name: 'invitation_rooms_room_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('bigint', { name: 'room_id', primaryKeyConstraintName: 'invitation_rooms_pkey' })
  roomId: number;
}
