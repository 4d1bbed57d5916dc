/** Who is in which room: a membership begins and ends here, and with it what the person's sockets hear. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Connections } from '../delivery/connections.js';
import { RoleChanges } from '../people/role-changes.js';
import { StandingChanges } from '../people/standing-changes.js';
import { AdmissionsRepository } from './admissions.repository.js';
import { Audience } from './audience.js';
import { inEnough } from './enough-rooms.js';
import { KeepersRepository } from './keepers.repository.js';
import { MembershipsRepository } from './memberships.repository.js';

@Injectable()
export class MembershipsService implements OnModuleInit {
  constructor(
    private readonly repository: MembershipsRepository,
    private readonly admissions: AdmissionsRepository,
    private readonly keepers: KeepersRepository,
    private readonly audience: Audience,
    private readonly connections: Connections,
    private readonly standingChanges: StandingChanges,
    private readonly roleChanges: RoleChanges,
  ) {}

  onModuleInit(): void {
    this.standingChanges.subscribe(async (transaction, userId) => {
      await this.repository.noteChangedRights(transaction, userId);
      for (const roomId of await this.repository.endKeeping(transaction, userId))
        await this.keepers.handOn(transaction, roomId);
    });
    this.roleChanges.subscribe(async (userId, role) => {
      this.connections.setRole(userId, role);
      if (role !== 'admin') await this.loseAdminRooms(userId);
      if (role === 'guest') this.audience.expelLookers(userId);
    });
  }

  /** False when they were a member already. */
  async add(roomId: number, userId: number): Promise<boolean> {
    return this.begun(await this.repository.add(roomId, userId), roomId, userId);
  }

  /**
   * For somebody who comes by themselves; false also when the room is not open to them, or not any more. Throws `conflict`
   * for who is in too many, whatever that room is.
   */
  async join(roomId: number, userId: number): Promise<boolean> {
    const admitted = await this.admissions.admit(roomId, userId);
    if (admitted === 'enough') await this.requireFewer(userId, roomId);
    return this.begun(admitted === 'added', roomId, userId);
  }

  /** Throws `conflict` for who is in as many rooms as one comes into by oneself, `except` for one that they are in. */
  async requireFewer(userId: number, except?: number): Promise<void> {
    if (await this.repository.isInEnough(userId, except)) throw inEnough();
  }

  /** Ids of the rooms that a person is a member of and may read. */
  roomsOf(userId: number): Promise<number[]> {
    return this.repository.roomsOf(userId);
  }

  /** For somebody who is no administrator any more: the rooms for administrators close to them at once. */
  async loseAdminRooms(userId: number): Promise<void> {
    for (const roomId of await this.repository.removeFromAdminRooms(userId)) {
      this.audience.expel(userId, roomId);
      this.audience.tellOfLeft(roomId, [userId]);
    }
  }

  private begun(added: boolean, roomId: number, userId: number): boolean {
    if (added) this.audience.admit(userId, roomId);
    return added;
  }
}
