/** Newcomers are in the rooms of the setting at once: members, not guests, who are where they were brought, nor programs. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MembershipsService } from '../memberships/memberships.service.js';
import { Newcomers } from '../people/newcomers.js';
import type { User } from '../people/user.entity.js';
import { SettingsService } from '../settings/settings.service.js';
import { NewcomersRoomsRepository } from './newcomers-rooms.repository.js';

@Injectable()
export class NewcomersRooms implements OnModuleInit {
  constructor(
    private readonly newcomers: Newcomers,
    private readonly settings: SettingsService,
    private readonly rooms: NewcomersRoomsRepository,
    private readonly memberships: MembershipsService,
  ) {}

  onModuleInit(): void {
    this.newcomers.subscribe((newcomer) => this.lead(newcomer));
  }

  private async lead({ id, role }: User): Promise<void> {
    const { newcomer_rooms: wanted } = this.settings.current;
    if (wanted.length === 0 || role === 'guest' || role === 'bot') return;
    for (const roomId of await this.rooms.among(wanted)) await this.memberships.add(roomId, id);
  }
}
