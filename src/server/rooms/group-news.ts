import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { Audience } from '../memberships/audience.js';
import { HeldRooms } from '../memberships/held-rooms.js';
import { GroupsRepository } from './groups.repository.js';
import { RoomsService } from './rooms.service.js';

/** Everybody in a group reads other names on it: each is told of their own. */
@Injectable()
export class GroupNews implements OnModuleInit {
  private readonly logger = new Logger(GroupNews.name);

  constructor(
    private readonly repository: GroupsRepository,
    private readonly rooms: RoomsService,
    private readonly held: HeldRooms,
    private readonly audience: Audience,
    private readonly delivery: Delivery,
  ) {}

  onModuleInit(): void {
    const failed = (error: unknown) => this.logger.debug(`Not everybody heard of a group: ${String(error)}`);
    this.held.watch(({ id, access }) => {
      if (access === 'group') this.tell(id).catch(failed);
    });
  }

  made(roomId: number, userIds: number[]): void {
    for (const id of userIds) this.audience.admit(id, roomId);
  }

  private async tell(roomId: number): Promise<void> {
    const members = await this.repository.members(roomId);
    const told = members.map(async (member) => {
      const { room } = await this.rooms.requireById(member, roomId);
      if (room.access === 'group') this.delivery.send(groups.inbox(member.id), 'room_changed', { room });
    });
    await Promise.all(told);
  }
}
